// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/RunFunctions.h"
#include "ui/views/MainWindow.h"
#include "ui/views/WindowSettings.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QIcon>
#include <QTimer>

#include <cstdio>
#include <cstdlib>
#include <optional>

namespace {

using namespace cyclo::ui;

constexpr int kWrongUsage = 2;

struct StartOptions {
    QString schedule; ///< path; empty: none
    std::optional<ThemeChoice> theme;
};

void nameApplication() {
    QCoreApplication::setOrganizationName(QStringLiteral("Cyclometer"));
    QCoreApplication::setApplicationName(QStringLiteral("cyclometer"));
    QCoreApplication::setApplicationVersion(QStringLiteral(CYCLO_VERSION));
}

[[noreturn]] void refuse(const QString& message) {
    std::fprintf(stderr, "cyclometer: %s\n", qPrintable(message));
    std::exit(kWrongUsage);
}

/// Answers --help, --version and wrong usage itself, which ends the program.
StartOptions readArguments(const QStringList& arguments) {
    QCommandLineParser parser;
    parser.setApplicationDescription(QStringLiteral("Find the learning rate, cycle momentum against it, take "
                                                    "the schedule away."));
    parser.addPositionalArgument(QStringLiteral("schedule.json"), QStringLiteral("a schedule to open"),
                                 QStringLiteral("[schedule.json]"));
    const QCommandLineOption theme(QStringLiteral("theme"), QStringLiteral("light, dark or system"),
                                   QStringLiteral("theme"));
    parser.addOption(theme);
    const QCommandLineOption help = parser.addHelpOption();
    const QCommandLineOption version = parser.addVersionOption();
    if (!parser.parse(arguments)) refuse(parser.errorText());
    if (parser.isSet(version)) parser.showVersion();
    if (parser.isSet(help)) parser.showHelp();
    if (parser.positionalArguments().size() > 1) refuse(QStringLiteral("one schedule at a time"));

    StartOptions options;
    options.schedule = parser.positionalArguments().value(0);
    if (!parser.isSet(theme)) return options;
    options.theme = themeFromWord(parser.value(theme));
    if (!options.theme)
        refuse(QStringLiteral("--theme is '%1'; it must be light, dark or system").arg(parser.value(theme)));
    return options;
}

/// Help and version need no display.
bool needsNoDisplay(int argc, char** argv) {
    for (int i = 1; i < argc; ++i) {
        const QByteArray argument(argv[i]);
        for (const char* word : {"-h", "--help", "--help-all", "-v", "--version"})
            if (argument == word) return true;
    }
    return false;
}

} // namespace

int main(int argc, char** argv) {
    nameApplication();
    if (needsNoDisplay(argc, argv)) {
        const QCoreApplication application(argc, argv);
        readArguments(QCoreApplication::arguments());
        return EXIT_SUCCESS;
    }
    QApplication application(argc, argv);
    const StartOptions options = readArguments(QCoreApplication::arguments());
    QApplication::setWindowIcon(QIcon(QStringLiteral(":/icons/cyclometer.svg")));

    MainWindow window(coreRunFunctions());
    window.restoreSettings();
    if (options.theme) window.setTheme(*options.theme);
    window.show();
    // The data are read once the window stands; the schedule fits itself to them when they are there.
    QTimer::singleShot(0, &window, [&window, schedule = options.schedule] {
        if (!schedule.isEmpty()) window.openSchedule(schedule);
        window.openData();
    });
    return QApplication::exec();
}
