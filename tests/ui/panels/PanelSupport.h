// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/Catch.h"
#include "ui/panels/NumberField.h"
#include "ui/panels/Panel.h"

#include <QComboBox>
#include <QLineEdit>
#include <QTest>

namespace cyclo::ui::test {

/// The field that a screen reader calls `name`.
template <typename Field = NumberField> Field& field(const QWidget& panel, const QString& name) {
    for (auto* candidate : panel.findChildren<Field*>())
        if (candidate->accessibleName() == name) return *candidate;
    FAIL("no field is called " << name.toStdString());
    throw std::logic_error("unreachable");
}

/// As a person does: what was there is replaced, letter by letter.
inline void typeOver(QWidget& box, const QString& text) {
    QTest::keyClick(&box, Qt::Key_A, Qt::ControlModifier);
    QTest::keyClick(&box, Qt::Key_Delete);
    QTest::keyClicks(&box, text);
}

inline void enter(QWidget& box, const QString& text) {
    typeOver(box, text);
    QTest::keyClick(&box, Qt::Key_Return);
}

inline QString shown(const NumberField& box) {
    return box.findChild<QLineEdit*>()->text();
}

/// Chooses as the keyboard does, which tells the panel; setCurrentIndex alone would not.
inline void choose(QComboBox& box, const QString& data) {
    const int target = box.findData(data);
    REQUIRE(target >= 0);
    while (box.currentIndex() != target)
        QTest::keyClick(&box, box.currentIndex() < target ? Qt::Key_Down : Qt::Key_Up);
}

/// Whether a field is shown, in a panel that is not on screen.
inline bool isOffered(const QWidget& box) {
    return !box.isHidden();
}

} // namespace cyclo::ui::test
