// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>

namespace cyclo::ui {

/// Sentences in a panel, over several lines. @param role  of the style sheet: "note", "heading"
inline QLabel* wrappedLabel(const char* role) {
    auto* label = new QLabel;
    label->setProperty("role", role);
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    return label;
}

} // namespace cyclo::ui
