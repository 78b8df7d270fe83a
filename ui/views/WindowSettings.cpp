// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/WindowSettings.h"

#include "ui/views/RunsDock.h"

#include <QCoreApplication>
#include <QMainWindow>
#include <QSettings>

namespace cyclo::ui {

namespace {

const QString kGeometry = QStringLiteral("window/geometry");
const QString kRunsFolded = QStringLiteral("window/runs_folded");
const QString kTheme = QStringLiteral("window/theme");

QSettings openSettings() {
    return {QSettings::IniFormat, QSettings::UserScope, QCoreApplication::organizationName(),
            QCoreApplication::applicationName()};
}

QString wordOf(ThemeChoice choice) {
    switch (choice) {
    case ThemeChoice::System:
        return QStringLiteral("system");
    case ThemeChoice::Light:
        return QStringLiteral("light");
    case ThemeChoice::Dark:
        return QStringLiteral("dark");
    }
    return {};
}

} // namespace

void saveWindow(const QMainWindow& window, const RunsDock& dock) {
    QSettings settings = openSettings();
    settings.setValue(kGeometry, window.saveGeometry());
    settings.setValue(kRunsFolded, dock.isFolded());
}

void restoreWindow(QMainWindow& window, RunsDock& dock) {
    const QSettings settings = openSettings();
    window.restoreGeometry(settings.value(kGeometry).toByteArray());
    dock.setFolded(settings.value(kRunsFolded, true).toBool());
}

void saveTheme(ThemeChoice choice) {
    QSettings settings = openSettings();
    settings.setValue(kTheme, wordOf(choice));
}

ThemeChoice savedTheme() {
    return themeFromWord(openSettings().value(kTheme).toString()).value_or(ThemeChoice::System);
}

std::optional<ThemeChoice> themeFromWord(const QString& word) {
    for (const ThemeChoice choice : {ThemeChoice::System, ThemeChoice::Light, ThemeChoice::Dark})
        if (wordOf(choice) == word) return choice;
    return std::nullopt;
}

} // namespace cyclo::ui
