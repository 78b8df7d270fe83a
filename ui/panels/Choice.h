// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QComboBox>
#include <QString>

namespace cyclo::ui {

/// Selects the entry that carries `value`. A value that no entry carries gets one of its own at the end,
/// under its own name, so that what was loaded from a file is shown and kept; it leaves when another is
/// selected.
inline void showChoice(QComboBox& box, const QString& value, int ownEntries) {
    while (box.count() > ownEntries)
        box.removeItem(box.count() - 1);
    int at = box.findData(value);
    if (at < 0) {
        at = box.count();
        box.addItem(value, value);
    }
    box.setCurrentIndex(at);
}

} // namespace cyclo::ui
