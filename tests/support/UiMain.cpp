// SPDX-License-Identifier: GPL-3.0-or-later
#define CATCH_CONFIG_RUNNER
#include "tests/support/Catch.h"

#include <QApplication>
#include <QMutex>
#include <QStandardPaths>
#include <QString>
#include <QStringList>

#include <cstdio>
#include <string>

namespace {

QMutex guard; // Qt warns from any thread
QString runningTest;
QStringList warnings; // of Qt, each with the test in which it came

/// What Qt says of this machine rather than of our code.
bool isAboutTheMachine(const QString& message) {
    for (const char* known : {"propagateSizeHints", "XDG_RUNTIME_DIR", "This plugin does not support"})
        if (message.contains(QLatin1String(known))) return true;
    return false;
}

void keepWarnings(QtMsgType type, const QMessageLogContext&, const QString& message) {
    std::fprintf(stderr, "%s\n", qPrintable(message));
    if (type == QtDebugMsg || type == QtInfoMsg || isAboutTheMachine(message)) return;
    const QMutexLocker lock(&guard);
    warnings << QStringLiteral("in \"%1\": %2").arg(runningTest, message);
}

#if __has_include(<catch2/catch_all.hpp>)
using ListenerBase = Catch::EventListenerBase;
#else
using ListenerBase = Catch::TestEventListenerBase;
#endif

class TestNames : public ListenerBase {
public:
    using ListenerBase::ListenerBase;
    void testCaseStarting(const Catch::TestCaseInfo& test) override {
        const QMutexLocker lock(&guard);
        runningTest = QString::fromStdString(test.name);
    }
};
CATCH_REGISTER_LISTENER(TestNames)

} // namespace

/// Catch2 inside an application. A warning of Qt (the logarithm of zero, a call across threads, a lost
/// connection) fails the whole run, whatever the assertions said.
int main(int argc, char** argv) {
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM")) qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    QStandardPaths::setTestModeEnabled(true);
    qInstallMessageHandler(keepWarnings);
    const int failures = Catch::Session().run(argc, argv);
    qInstallMessageHandler(nullptr);
    for (const QString& warning : std::as_const(warnings))
        std::fprintf(stderr, "Qt warned %s\n", qPrintable(warning));
    return failures != 0 || warnings.isEmpty() ? failures : 1;
}
