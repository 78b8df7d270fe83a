// SPDX-License-Identifier: GPL-3.0-or-later
// Who hears whom in the main window.
#include "ui/bridge/SweepController.h"
#include "ui/bridge/TuneController.h"
#include "ui/charts/LrFinderChart.h"
#include "ui/charts/PlotTableDialog.h"
#include "ui/charts/PlotView.h"
#include "ui/charts/TrainingChart.h"
#include "ui/panels/TrainPanel.h"
#include "ui/panels/TunePanel.h"
#include "ui/views/BatchPage.h"
#include "ui/views/ComparisonModel.h"
#include "ui/views/CurveDesk.h"
#include "ui/views/DecayPage.h"
#include "ui/views/ExperimentDesk.h"
#include "ui/views/ExportDesk.h"
#include "ui/views/FinderPage.h"
#include "ui/views/HelpTexts.h"
#include "ui/views/MainWindow.h"
#include "ui/views/MessageBar.h"
#include "ui/views/MomentumPage.h"
#include "ui/views/Page.h"
#include "ui/views/RailBar.h"
#include "ui/views/RecipeLine.h"
#include "ui/views/RecipeStrip.h"
#include "ui/views/RunsDock.h"
#include "ui/views/SchedulePage.h"
#include "ui/views/SweepRows.h"
#include "ui/views/TrainPage.h"
#include "ui/views/TuneDesk.h"
#include "ui/views/TunePage.h"
#include "ui/views/WindowActions.h"
#include "ui/views/WindowSettings.h"

#include <QAction>
#include <QUndoStack>

namespace cyclo::ui {

void MainWindow::connectActions() {
    const WindowActions& a = *actions_;
    connect(a.open, &QAction::triggered, this, [this] {
        const QString path = desk_->chooseFile();
        if (!path.isEmpty()) openFile(path);
    });
    connect(a.save, &QAction::triggered, this, [this] { experiment_->save(page()); });
    connect(a.saveAs, &QAction::triggered, this, [this] { experiment_->saveAs(page()); });
    connect(a.saveSchedule, &QAction::triggered, this,
            [this] { desk_->exportSchedule(QStringLiteral("json")); });
    connect(a.saveChart, &QAction::triggered, this, &MainWindow::saveChartOfPage);
    connect(a.quit, &QAction::triggered, this, &QWidget::close);
    connect(a.clearPicks, &QAction::triggered, this, [this] { workspace_.setPicks({}); });
    connect(a.fit, &QAction::triggered, this, [this] {
        for (PlotView* plot : pageAt(page())->plots())
            plot->fitByHand();
    });
    connect(a.table, &QAction::triggered, this, [this] {
        if (PlotView* plot = chartAtHand()) showPlotTable(*plot);
    });
    connect(a.logLoss, &QAction::toggled, this, [this](bool on) { train_->chart()->setLogLoss(on); });
    connect(a.foldRuns, &QAction::toggled, this, [this](bool shown) { dock_->setFolded(!shown); });
    connect(dock_, &RunsDock::foldedChanged, a.foldRuns,
            [this](bool folded) { actions_->foldRuns->setChecked(!folded); });
    connect(a.fullScreen, &QAction::toggled, this,
            [this](bool full) { full ? showFullScreen() : showNormal(); });
    connect(a.primary, &QAction::triggered, this, &MainWindow::runPrimary);
    connect(a.rangeTest, &QAction::triggered, session_.get(), &RunSession::startRangeTest);
    connect(a.train, &QAction::triggered, session_.get(), &RunSession::startTraining);
    connect(a.tune, &QAction::triggered, this, [this] { goTo(PageId::Tune); });
    connect(a.stop, &QAction::triggered, this, &MainWindow::stopAll);
    connect(a.keyboard, &QAction::triggered, this, [this] { showKeyboardHelp(this); });
    connect(a.about, &QAction::triggered, this, [this] { showAbout(this); });
    for (auto choice = a.theme.begin(); choice != a.theme.end(); ++choice)
        connect(choice.value(), &QAction::triggered, this, [this, key = choice.key()] {
            setTheme(key);
            saveTheme(key);
        });
    for (const PageId page : kPages)
        connect(a.pages.at(static_cast<std::size_t>(page)), &QAction::triggered, this,
                [this, page] { goTo(page); });
}

void MainWindow::connectUndo() {
    QUndoStack* stack = workspace_.undoStack();
    const auto name = [](QAction* action, const QString& verb, const QString& what) {
        action->setText(what.isEmpty() ? verb : QStringLiteral("%1 %2").arg(verb, what));
        action->setEnabled(!what.isEmpty());
    };
    const auto showUndo = [this, name](const QString& what) { name(actions_->undo, tr("&Undo"), what); };
    const auto showRedo = [this, name](const QString& what) { name(actions_->redo, tr("&Redo"), what); };
    connect(stack, &QUndoStack::undoTextChanged, this, showUndo);
    connect(stack, &QUndoStack::redoTextChanged, this, showRedo);
    showUndo({});
    showRedo({});
    // Not in the middle of a drag: the handle would be pulled out of the hand.
    connect(actions_->undo, &QAction::triggered, this, [this, stack] {
        if (!workspace_.isDragging()) stack->undo();
    });
    connect(actions_->redo, &QAction::triggered, this, [this, stack] {
        if (!workspace_.isDragging()) stack->redo();
    });
}

void MainWindow::connectPages() {
    connect(rail_, &RailBar::pageChosen, this, &MainWindow::goTo);
    connect(strip_->line(), &RecipeLine::pageChosen, this, &MainWindow::goTo);
    connect(strip_, &RecipeStrip::triggered, this, &MainWindow::runPrimary);
    for (const PageId page : kPages)
        connect(pageAt(page), &Page::problemChanged, this, &MainWindow::showPrimary);
    connect(schedule_, &Page::otherShown, this, &MainWindow::showPrimary);
    connect(comparison_, &ComparisonModel::comparedChanged, this,
            [this] { train_->setCompared(comparison_->compared()); });
}

void MainWindow::connectData() {
    connect(&workspace_, &Workspace::experimentChanged, this, [this] {
        if (opened_) openData(); // not before the first asking, which the start does once the window is up
    });
    connect(controller_.get(), &RunController::dataOpened, &workspace_, &Workspace::setData);
    connect(controller_.get(), &RunController::dataFailed, &workspace_, &Workspace::setDataProblem);
    connect(&workspace_, &Workspace::dataChanged, this, &MainWindow::showIdle);
    connect(&workspace_, &Workspace::planChanged, this, &MainWindow::showRecipe);
    connect(&workspace_, &Workspace::planChanged, this, &MainWindow::showPrimary);
    connect(&workspace_, &Workspace::planChanged, this, &MainWindow::showDone);
    connect(&workspace_, &Workspace::experimentChanged, this, &MainWindow::showPrimary);
    connect(&workspace_, &Workspace::resultsChanged, this, &MainWindow::showDone);
}

void MainWindow::connectRuns() {
    connect(session_.get(), &RunSession::started, this, [this](const RunTrace& trace) {
        if (!session_->isOwn(trace)) return; // a person who looks at something else stays there
        messages_->clear();
        lastWords_.clear();
        train_->setCompared(comparison_->compared());
        goTo(trace.kind == RunKind::RangeTest ? PageId::LearningRate : PageId::Train);
        showProgress();
    });
    connect(session_.get(), &RunSession::stepsAdded, this, [this](const RunTrace& trace) {
        if (session_->isOwn(trace)) showProgress();
    });
    connect(session_.get(), &RunSession::seedStepsAdded, this, [this](const RunTrace& trace) {
        if (session_->isOwn(trace)) showProgress();
    });
    connect(session_.get(), &RunSession::ended, this,
            [this](const RunTrace& trace, const RunVerdict& verdict) {
                if (session_->isOwn(trace))
                    takeRunEnd(verdict);
                else
                    train_->setCompared(comparison_->compared());
            });
    connect(session_.get(), &RunSession::runningChanged, this, [this](bool running) {
        if (!running) showIdle();
        showPrimary();
    });
}

std::vector<SweepPage*> MainWindow::sweepPages() const {
    return {batch_, decay_, schedule_->momenta()};
}

void MainWindow::connectSweeps() {
    for (SweepPage* page : sweepPages())
        connect(page, &SweepPage::progressed, this, [this](const QString& sentence) {
            lastWords_ = sentence;
            showIdle();
        });
    connect(sweeps_.get(), &SweepController::runningChanged, this, &MainWindow::showPrimary);
    connect(sweeps_.get(), &SweepController::runningChanged, train_->panel(), &TrainPanel::setRunning);
    sweepRows_->listenTo(*sweeps_);
    connect(sweeps_.get(), &SweepController::ended, this, [this](const auto& record) {
        if (!record->message.empty())
            messages_->showMessage(MessageKind::Warning, QString::fromStdString(record->message));
        showDone();
    });
    connect(sweeps_.get(), &SweepController::failed, this, [this](const QString& sentence) {
        sweepRows_->endUnfinished(sentence);
        messages_->showMessage(MessageKind::Error, sentence);
    });
}

void MainWindow::connectTuning() {
    for (SweepPage* page : sweepPages())
        page->listenTo(*tunes_);
    sweepRows_->listenTo(*tunes_);
    connect(tunes_.get(), &TuneController::runningChanged, this, [this](bool running) {
        if (!running) showIdle();
        showPrimary();
    });
    connect(tunes_.get(), &TuneController::runningChanged, train_->panel(), &TrainPanel::setRunning);
    connect(tunes_.get(), &TuneController::failed, sweepRows_, &SweepRows::endUnfinished);
    connect(tunes_.get(), &TuneController::tuneEnded, this, &MainWindow::showDone);
    connect(tune_->panel(), &TunePanel::picksWanted, tuneDesk_, &TuneDesk::usePicks);
    connect(tune_->panel(), &TunePanel::saveWanted, tuneDesk_, &TuneDesk::save);
    const auto report = [this](const QString& sentence) {
        lastWords_ = sentence;
        showIdle();
    };
    connect(tune_, &TunePage::progressed, this, report);
    connect(tuneDesk_, &TuneDesk::reported, this, report);
    connect(tuneDesk_, &TuneDesk::warned, this,
            [this](const QString& sentence) { messages_->showMessage(MessageKind::Warning, sentence); });
    connect(tuneDesk_, &TuneDesk::failed, this,
            [this](const QString& sentence) { messages_->showMessage(MessageKind::Error, sentence); });
}

void MainWindow::connectExport() {
    desk_->setChart([this] { return exportedChart(); });
    for (const PageId page : kPages)
        for (PlotView* plot : pageAt(page)->plots()) {
            connect(plot, &PlotView::exportRequested, desk_,
                    [this, plot](const QString& format) { desk_->saveChart(*plot, format); });
            connect(plot, &PlotView::message, desk_, &ExportDesk::reported);
        }
    connect(desk_, &ExportDesk::scheduleWritten, this, [this] {
        exported_ = true;
        showDone();
    });
    connect(desk_, &ExportDesk::reported, this, [this](const QString& sentence) {
        lastWords_ = sentence;
        showIdle();
    });
    connect(desk_, &ExportDesk::failed, this,
            [this](const QString& sentence) { messages_->showMessage(MessageKind::Error, sentence); });
}

void MainWindow::connectExperiment() {
    connect(experiment_, &ExperimentDesk::fileChanged, this, [this] {
        if (!session_->isRunning()) showTitle();
    });
    connect(experiment_, &ExperimentDesk::opened, this, &MainWindow::goTo);
    connect(experiment_, &ExperimentDesk::reported, desk_, &ExportDesk::reported);
    connect(experiment_, &ExperimentDesk::failed, desk_, &ExportDesk::failed);
}

void MainWindow::connectCurves() {
    connect(curves_, &CurveDesk::opened, this, [this] {
        messages_->clear();
        finder_->showOpenedCurve();
        goTo(PageId::LearningRate);
    });
    connect(curves_, &CurveDesk::reported, desk_, &ExportDesk::reported);
    connect(curves_, &CurveDesk::failed, desk_, &ExportDesk::failed);
}

} // namespace cyclo::ui
