// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/TestData.h"
#include "tests/ui/views/Script.h"
#include "ui/bridge/TuneController.h"
#include "ui/charts/LrFinderChart.h"
#include "ui/charts/PlotView.h"
#include "ui/views/ExperimentDesk.h"
#include "ui/views/ExportDesk.h"
#include "ui/views/FinderPage.h"
#include "ui/views/MainWindow.h"
#include "ui/views/TuneDesk.h"

#include <QCoreApplication>
#include <QSettings>
#include <QTest>

#include <memory>

namespace cyclo::ui::test {

/// The settings of this test go to a folder of its own.
inline bool redirectSettings(const std::filesystem::path& folder) {
    QCoreApplication::setOrganizationName(QStringLiteral("CyclometerTests"));
    QCoreApplication::setApplicationName(QStringLiteral("views"));
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, QString::fromStdString(folder.string()));
    return true;
}

/// A window over scripted runs, shown, with its data open. Files are saved to and opened from its folder
/// under their suggested names, without a dialog.
struct Stage {
    explicit Stage(RunFunctions functions = functionsOfScript(),
                   std::unique_ptr<TuneController> tunes = std::make_unique<TuneController>())
        : window(std::make_unique<MainWindow>(std::move(functions), std::move(tunes))) {
        window->exportDesk().setFileChooser({
            [this](QWidget*, const QString&, const QString& name) { return file(name); },
            [this](QWidget*, const QString&, const QString&) {
                return file(QStringLiteral("schedule.json"));
            },
        });
        window->experimentDesk().setFileChooser(
            {[this](QWidget*, const QString&, const QString& name) { return file(name); }, {}});
        window->tuneDesk().setFileChooser(
            {{}, {}, [this](QWidget*, const QString&) { return file(QStringLiteral(".")); }});
        window->show();
        window->openData();
    }

    QString file(const QString& name) const {
        return QString::fromStdString((folder.path() / name.toStdString()).string());
    }
    bool dataAreOpen() {
        return QTest::qWaitFor([this] { return window->workspace().data() != nullptr; });
    }
    bool runIsOver() {
        return QTest::qWaitFor([this] { return !window->session().isRunning(); });
    }
    /// Clicks the finder's curve at a learning rate, and waits until a double click is out of question.
    void clickCurve(double learningRate, Qt::KeyboardModifiers modifiers = Qt::NoModifier) {
        PlotView* plot = window->finderPage()->chart()->plot();
        const QPointF middle = plot->plotArea().center();
        const QPoint place(qRound(plot->toPixel(learningRate, 0.0).x()), qRound(middle.y()));
        QTest::mouseClick(plot, Qt::LeftButton, modifiers, place);
    }

    cyclo::test::TemporaryFolder folder;
    bool redirected = redirectSettings(folder.path());
    std::unique_ptr<MainWindow> window;
};

} // namespace cyclo::ui::test
