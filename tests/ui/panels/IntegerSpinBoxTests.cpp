// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/panels/PanelSupport.h"
#include "ui/panels/IntegerSpinBox.h"

#include <QSignalSpy>

using namespace cyclo::ui;
using namespace cyclo::ui::test;

using Stepping = IntegerSpinBox::Stepping;

TEST_CASE("The largest seed goes through the field unchanged", "[ui][panels]") {
    IntegerSpinBox box;
    const quint64 largest = 18446744073709551615ull; // 2^64 - 1, which no double holds
    box.setValue(largest);
    CHECK(shown(box) == "18446744073709551615");
    enter(box, "18446744073709551614");
    CHECK(box.value() == largest - 1);
    QTest::keyClick(&box, Qt::Key_Up);
    QTest::keyClick(&box, Qt::Key_Up);
    CHECK(box.value() == largest);
}

TEST_CASE("What is no whole number of the range is refused with its ends", "[ui][panels]") {
    IntegerSpinBox box;
    box.setRange(2, 100);
    box.setValue(7);
    const auto [text, part] = GENERATE(table<const char*, const char*>({
        {"1.5", "not a whole number"},
        {"-3", "not a whole number"},
        {"1e3", "not a whole number"},
        {"18446744073709551616", "not a whole number"}, // 2^64
        {"1", "from 2 to 100"},
        {"101", "from 2 to 100"},
        {"", "is needed"},
    }));
    enter(box, text);
    CAPTURE(text, box.problem().toStdString());
    CHECK(box.problem().contains(part));
    CHECK(box.value() == 7);
}

TEST_CASE("Groups of digits may be typed as they are read", "[ui][panels]") {
    IntegerSpinBox box;
    enter(box, "13,100");
    CHECK(box.value() == 13100);
}

TEST_CASE("The arrows step as the quantity is used", "[ui][panels]") {
    const auto [stepping, from, up, down] = GENERATE(table<Stepping, quint64, quint64, quint64>({
        {Stepping::ByOne, 5, 6, 4},
        {Stepping::Doubling, 128, 256, 64},
        {Stepping::Doubling, 2, 4, 1},
        {Stepping::OneTwoFive, 100, 200, 50},
        {Stepping::OneTwoFive, 7, 10, 5},
        {Stepping::OneTwoFive, 1000, 1000, 500}, // the end of the range
        {Stepping::ByOne, 1, 2, 1},
    }));
    IntegerSpinBox box;
    box.setRange(1, 1000);
    box.setStepping(stepping);
    box.setValue(from);
    QTest::keyClick(&box, Qt::Key_Up);
    CHECK(box.value() == up);
    box.setValue(from);
    QTest::keyClick(&box, Qt::Key_Down);
    CHECK(box.value() == down);
}

TEST_CASE("Only a person's change of a whole number is told", "[ui][panels]") {
    IntegerSpinBox box;
    QSignalSpy changes(&box, &IntegerSpinBox::valueChanged);
    box.setValue(3);
    CHECK(changes.isEmpty());
    enter(box, "3");
    CHECK(changes.isEmpty());
    enter(box, "4");
    CHECK(changes.size() == 1);
}
