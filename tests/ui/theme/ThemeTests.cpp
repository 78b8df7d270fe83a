// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/Catch.h"
#include "ui/theme/StyleSheet.h"
#include "ui/theme/Theme.h"

#include <QApplication>
#include <QLabel>
#include <QPushButton>
#include <QTest>

using namespace cyclo::ui;

namespace {

/// Leaves the application as other tests expect it.
struct RestoredTheme {
    ~RestoredTheme() { applyTheme(*qApp, ThemeChoice::Light); }
};

} // namespace

TEST_CASE("A forced theme reaches widgets that are already there", "[ui][theme]") {
    const RestoredTheme restored;
    QLabel label(QStringLiteral("words"));
    label.show();
    for (const auto& [choice, tone] :
         {std::pair{ThemeChoice::Dark, Tone::Dark}, std::pair{ThemeChoice::Light, Tone::Light}}) {
        CHECK(applyTheme(*qApp, choice) == tone);
        CHECK(label.palette().color(QPalette::Window) == surfaceColours(tone).window);
        CHECK(label.palette().color(QPalette::WindowText) == surfaceColours(tone).text);
    }
}

TEST_CASE("The desktop's tone is seen past a theme that was forced before", "[ui][theme]") {
    const RestoredTheme restored;
    const Tone desktop = desktopTone(*qApp);
    applyTheme(*qApp, desktop == Tone::Light ? ThemeChoice::Dark : ThemeChoice::Light);
    CHECK(applyTheme(*qApp, ThemeChoice::System) == desktop);
}

TEST_CASE("The style sheet names no colour that was not filled in", "[ui][theme]") {
    CHECK_FALSE(styleSheet(Tone::Light).contains(QLatin1Char('@')));
    CHECK(styleSheet(Tone::Light) != styleSheet(Tone::Dark));
}

TEST_CASE("The primary button is filled with the accent", "[ui][theme]") {
    const RestoredTheme restored;
    const auto [choice, tone] = GENERATE(
        table<ThemeChoice, Tone>({{ThemeChoice::Light, Tone::Light}, {ThemeChoice::Dark, Tone::Dark}}));
    applyTheme(*qApp, choice);
    QPushButton button(QStringLiteral("Run range test"));
    button.setProperty("primary", true);
    button.resize(200, 40);
    const QImage picture = button.grab().toImage();
    CHECK(QColor(picture.pixel(10, 20)) == surfaceColours(tone).accentFill); // left of the text
}
