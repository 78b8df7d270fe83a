// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/OpenMpSettings.h"
#include "app/gui/RenderCurve.h"
#include "ui/bridge/RunFunctions.h"
#include "ui/theme/Theme.h"
#include "ui/views/MainWindow.h"
#include "ui/views/WindowSettings.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QIcon>
#include <QTimer>

#include <cstdio>
#include <cstdlib>
#include <initializer_list>
#include <optional>

namespace {

using namespace cyclo::ui;

constexpr int kWrongUsage = 2;

struct StartOptions {
    QString file; ///< path of an experiment, a schedule or a recorded curve; empty: none
    std::optional<ThemeChoice> theme;
    QString curve;   ///< path of a curve to draw instead of opening the window; empty: none
    QString picture; ///< where to
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
    parser.addPositionalArgument(QStringLiteral("file"),
                                 QStringLiteral("an experiment (*.cyclo.json) or a schedule to open"),
                                 QStringLiteral("[file]"));
    const QCommandLineOption theme(QStringLiteral("theme"), QStringLiteral("light, dark or system"),
                                   QStringLiteral("theme"));
    parser.addOption(theme);
    const QCommandLineOption render(QStringLiteral("render"),
                                    QStringLiteral("draw a range test to --png and leave; needs no display"),
                                    QStringLiteral("curve.json"));
    const QCommandLineOption png(QStringLiteral("png"), QStringLiteral("the picture of --render"),
                                 QStringLiteral("file.png"));
    parser.addOption(render);
    parser.addOption(png);
    const QCommandLineOption help = parser.addHelpOption();
    const QCommandLineOption version = parser.addVersionOption();
    if (!parser.parse(arguments)) refuse(parser.errorText());
    if (parser.isSet(version)) parser.showVersion();
    if (parser.isSet(help)) parser.showHelp();
    if (parser.positionalArguments().size() > 1) refuse(QStringLiteral("one file at a time"));

    StartOptions options;
    options.file = parser.positionalArguments().value(0);
    options.curve = parser.value(render);
    options.picture = parser.value(png);
    if (options.curve.isEmpty() != options.picture.isEmpty())
        refuse(QStringLiteral("--render CURVE and --png FILE go together"));
    if (!options.picture.isEmpty() && !options.picture.endsWith(QStringLiteral(".png")))
        refuse(QStringLiteral("--png is '%1'; the name must end in .png").arg(options.picture));
    if (!parser.isSet(theme)) return options;
    options.theme = themeFromWord(parser.value(theme));
    if (!options.theme)
        refuse(QStringLiteral("--theme is '%1'; it must be light, dark or system").arg(parser.value(theme)));
    return options;
}

bool hasOneOf(int argc, char** argv, std::initializer_list<const char*> words) {
    for (int i = 1; i < argc; ++i) {
        const QByteArray argument(argv[i]);
        for (const char* word : words)
            if (argument == word || argument.startsWith(QByteArray(word) + '=')) return true;
    }
    return false;
}

/// Help and version need no display.
bool needsNoDisplay(int argc, char** argv) {
    return hasOneOf(argc, argv, {"-h", "--help", "--help-all", "-v", "--version"});
}

} // namespace

int main(int argc, char** argv) {
    cyclo::settleOpenMp(argv);
    nameApplication();
    if (needsNoDisplay(argc, argv)) {
        const QCoreApplication application(argc, argv);
        readArguments(QCoreApplication::arguments());
        return EXIT_SUCCESS;
    }
    if (hasOneOf(argc, argv, {"--render"})) qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    const StartOptions options = readArguments(QCoreApplication::arguments());
    if (!options.curve.isEmpty()) {
        applyTheme(application, options.theme.value_or(ThemeChoice::Light));
        return renderCurve(options.curve, options.picture);
    }
    QApplication::setWindowIcon(QIcon(QStringLiteral(":/icons/cyclometer.svg")));

    MainWindow window(coreRunFunctions());
    window.restoreSettings();
    if (options.theme) window.setTheme(*options.theme);
    window.show();
    // The data are read once the window stands; a schedule fits itself to them when they are there.
    QTimer::singleShot(0, &window, [&window, file = options.file] {
        if (!file.isEmpty()) window.openFile(file);
        window.openData();
    });
    return QApplication::exec();
}
