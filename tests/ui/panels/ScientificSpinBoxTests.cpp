// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/panels/PanelSupport.h"
#include "ui/panels/ScientificSpinBox.h"

#include <QApplication>
#include <QKeyEvent>
#include <QSignalSpy>
#include <QWheelEvent>

using namespace cyclo::ui;
using namespace cyclo::ui::test;

using End = ScientificSpinBox::End;

namespace {

void turnWheel(QWidget& box) {
    QWheelEvent event(QPointF(5, 5), box.mapToGlobal(QPointF(5, 5)), {}, {0, 120}, Qt::NoButton,
                      Qt::NoModifier, Qt::NoScrollPhase, false);
    QApplication::sendEvent(&box, &event);
}

} // namespace

TEST_CASE("A typed number is returned bit-equal and shown as people write it", "[ui][panels]") {
    const auto [typed, value, text] = GENERATE(table<const char*, double, const char*>({
        {"1e-4", 1e-4, "1e-4"},
        {"0.01", 0.01, "0.01"},
        {"5e-4", 5e-4, "5e-4"},
        {"0,25", 0.25, "0.25"},
        {"0.03162277660168379", 0.03162277660168379, "0.03162277660168379"},
        {"1000000", 1e6, "1e6"},
    }));
    ScientificSpinBox box;
    enter(box, typed);
    CHECK(box.value() == value);
    CHECK(shown(box).toStdString() == text);
    CHECK(box.problem().isEmpty());
}

TEST_CASE("A loaded number is returned bit-equal and tells nobody", "[ui][panels]") {
    ScientificSpinBox box;
    QSignalSpy changes(&box, &ScientificSpinBox::valueChanged);
    const double value = GENERATE(1.0 / 3.0, 0.1 + 0.2, 5e-324, -0.0316227766016838);
    box.setValue(value);
    QTest::keyClick(&box, Qt::Key_Return); // confirming what is shown changes nothing
    CHECK(box.value() == value);
    CHECK(changes.isEmpty());
}

TEST_CASE("A number half typed reaches nobody", "[ui][panels]") {
    ScientificSpinBox box;
    box.setValue(0.5);
    QSignalSpy changes(&box, &ScientificSpinBox::valueChanged);
    typeOver(box, "1e-4");
    CHECK(changes.isEmpty());
    CHECK(box.value() == 0.5);
    CHECK(box.problem().isEmpty()); // "1e" was on its way
    QTest::keyClick(&box, Qt::Key_Return);
    REQUIRE(changes.size() == 1);
    CHECK(changes[0][0].toDouble() == 1e-4);
}

TEST_CASE("What was typed counts for a shortcut that is pressed before Return", "[ui][panels]") {
    ScientificSpinBox box;
    typeOver(box, "0.2");
    QKeyEvent runShortcut(QEvent::ShortcutOverride, Qt::Key_F5, Qt::NoModifier);
    runShortcut.ignore();
    QApplication::sendEvent(&box, &runShortcut);
    CHECK(box.value() == 0.2);
}

TEST_CASE("Wrong text is marked with one sentence and changes nothing", "[ui][panels]") {
    ScientificSpinBox box;
    box.setMinimum(0.0, End::Open);
    box.setMaximum(1.0);
    box.setValue(0.1);
    QSignalSpy changes(&box, &ScientificSpinBox::valueChanged);
    const auto [text, part] = GENERATE(table<const char*, const char*>({
        {"abc", "is not a number"},
        {"1e", "is not a number"},
        {"", "is needed"},
        {"0", "above 0"},
        {"-1", "above 0"},
        {"1.5", "at most 1"},
    }));
    enter(box, text);
    CAPTURE(text, box.problem().toStdString());
    CHECK(box.problem().contains(part));
    CHECK(box.value() == 0.1);
    CHECK(changes.isEmpty());
    CHECK(shown(box) == text); // left for the person to mend

    enter(box, "1");
    CHECK(box.problem().isEmpty());
    CHECK(box.value() == 1.0);
}

TEST_CASE("Text that no typing can mend is marked at once", "[ui][panels]") {
    ScientificSpinBox box;
    QSignalSpy problems(&box, &NumberField::problemChanged);
    typeOver(box, "0.1x");
    CHECK_FALSE(box.problem().isEmpty());
    CHECK(box.property("problem").toString() == box.problem());
    QTest::keyClick(&box, Qt::Key_Backspace);
    CHECK(box.problem().isEmpty());
    CHECK(problems.size() == 2);
}

TEST_CASE("Esc brings the value back", "[ui][panels]") {
    ScientificSpinBox box;
    box.setValue(0.1);
    typeOver(box, "7x");
    QTest::keyClick(&box, Qt::Key_Escape);
    CHECK(shown(box) == "0.1");
    CHECK(box.problem().isEmpty());
    CHECK(box.value() == 0.1);
}

TEST_CASE("The arrows go 1, 2, 5 and stay inside the range", "[ui][panels]") {
    const auto [from, up, down] = GENERATE(table<double, double, double>({
        {0.01, 0.02, 0.005},
        {0.05, 0.1, 0.02},
        {0.03, 0.05, 0.02}, // between the marks: to the next of them
        {1e-5, 2e-5, 5e-6},
        {0.001, 0.002, 5e-4}, // log10 of a power of ten must not fall short
        {1000.0, 2000.0, 500.0},
        {9.99, 10.0, 5.0},
    }));
    CHECK(nextOneTwoFive(from, true) == up);
    CHECK(nextOneTwoFive(from, false) == down);

    ScientificSpinBox box;
    box.setMinimum(0.0, End::Open);
    box.setMaximum(up);
    box.setValue(from);
    QTest::keyClick(&box, Qt::Key_Up);
    CHECK(box.value() == up);
    QTest::keyClick(&box, Qt::Key_Up);
    CHECK(box.value() == up);
}

TEST_CASE("Where 0 is allowed the arrows reach it and leave it", "[ui][panels]") {
    ScientificSpinBox box;
    box.setMinimum(0.0);
    box.setSmallestStep(1e-5);
    box.setValue(2e-5);
    QTest::keyClick(&box, Qt::Key_Down);
    CHECK(box.value() == 1e-5);
    QTest::keyClick(&box, Qt::Key_Down);
    CHECK(box.value() == 0.0);
    QTest::keyClick(&box, Qt::Key_Down);
    CHECK(box.value() == 0.0);
    QTest::keyClick(&box, Qt::Key_Up);
    CHECK(box.value() == 1e-5);
}

TEST_CASE("Linear steps land on the numbers that are written", "[ui][panels]") {
    ScientificSpinBox box;
    box.setMinimum(0.0);
    box.setMaximum(1.0, End::Open);
    box.setLinearStep(0.01);
    box.setValue(0.9);
    for (const double expected : {0.91, 0.92, 0.93, 0.94, 0.95, 0.96, 0.97, 0.98, 0.99, 0.99}) {
        QTest::keyClick(&box, Qt::Key_Up);
        CHECK(box.value() == expected); // never 0.9500000000000001, never 1
    }
}

TEST_CASE("The wheel turns only a field that has the focus", "[ui][panels]") {
    QWidget window;
    ScientificSpinBox box(&window);
    QLineEdit other(&window);
    box.setValue(0.1);
    window.show();
    window.activateWindow();
    REQUIRE(QTest::qWaitForWindowActive(&window));
    other.setFocus();
    turnWheel(box);
    CHECK(box.value() == 0.1);
    box.setFocus();
    turnWheel(box);
    CHECK(box.value() == 0.2);
}

TEST_CASE("Leaving the field takes over what was typed", "[ui][panels]") {
    QWidget window;
    ScientificSpinBox box(&window);
    QLineEdit other(&window);
    window.show();
    window.activateWindow();
    REQUIRE(QTest::qWaitForWindowActive(&window));
    box.setFocus();
    QSignalSpy finished(&box, &QAbstractSpinBox::editingFinished);
    typeOver(box, "0.3");
    other.setFocus();
    CHECK(box.value() == 0.3);
    CHECK(shown(box) == "0.3");
    CHECK(finished.size() == 1);
}

TEST_CASE("A field may stand for 'not set'", "[ui][panels]") {
    ScientificSpinBox box;
    box.setSpecialText("auto");
    box.setOptionalValue(0.1);
    QSignalSpy unset(&box, &ScientificSpinBox::unset);
    const auto* text = GENERATE("", "auto", "Auto");
    enter(box, text);
    CHECK_FALSE(box.optionalValue());
    CHECK(unset.size() == 1);
    CHECK(box.problem().isEmpty());
    CHECK(shown(box).isEmpty()); // the word stands there in grey
    enter(box, "0.2");
    CHECK(box.optionalValue() == 0.2);
}

TEST_CASE("A value outside the range is kept and marked", "[ui][panels]") {
    ScientificSpinBox box;
    box.setMaximum(1.0, End::Open);
    box.setValue(1.0);
    CHECK(box.value() == 1.0);
    CHECK(box.problem().contains("below 1"));
}

TEST_CASE("Setting the value that a person is typing over leaves the typing alone", "[ui][panels]") {
    ScientificSpinBox box;
    box.setValue(0.1);
    typeOver(box, "0.2");
    box.setValue(0.1); // the panel is shown again because another field changed
    CHECK(shown(box) == "0.2");
    box.setValue(0.7); // somebody else changed this value
    CHECK(shown(box) == "0.7");
}

TEST_CASE("A unit stands behind the number and is not part of it", "[ui][panels]") {
    ScientificSpinBox box;
    box.setUnit("s");
    box.setValue(2.5);
    CHECK(shown(box) == "2.5 s");
    enter(box, "3 s");
    CHECK(box.value() == 3.0);
    enter(box, "4");
    CHECK(shown(box) == "4 s");
}
