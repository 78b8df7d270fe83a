// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/MainWindow.h"

#include "ui/bridge/SweepController.h"
#include "ui/bridge/TuneController.h"
#include "ui/charts/LrFinderChart.h"
#include "ui/charts/PlotView.h"
#include "ui/charts/TrainingChart.h"
#include "ui/models/RecipeText.h"
#include "ui/theme/Numbers.h"
#include "ui/views/BatchPage.h"
#include "ui/views/ComparisonModel.h"
#include "ui/views/CurveDesk.h"
#include "ui/views/DataPage.h"
#include "ui/views/DecayPage.h"
#include "ui/views/ExperimentDesk.h"
#include "ui/views/ExportDesk.h"
#include "ui/views/ExportPage.h"
#include "ui/views/FinderPage.h"
#include "ui/views/MessageBar.h"
#include "ui/views/NetworkPage.h"
#include "ui/views/RailBar.h"
#include "ui/views/Recipe.h"
#include "ui/views/RecipeStrip.h"
#include "ui/views/RunStatusBar.h"
#include "ui/views/RunsDock.h"
#include "ui/views/SchedulePage.h"
#include "ui/views/SweepRows.h"
#include "ui/views/TrainPage.h"
#include "ui/views/TuneDesk.h"
#include "ui/views/TunePage.h"
#include "ui/views/WindowActions.h"
#include "ui/views/WindowSettings.h"

#include <QAction>
#include <QApplication>
#include <QCloseEvent>
#include <QFileInfo>
#include <QKeyEvent>
#include <QMessageBox>
#include <QPushButton>
#include <QScreen>
#include <QStackedWidget>
#include <QUndoStack>
#include <QVBoxLayout>

#include <algorithm>
#include <filesystem>
#include <utility>

namespace cyclo::ui {

namespace {

/// 1366 x 768, or what the screen leaves inside a title bar.
QSize firstSize() {
    constexpr int kTitleBar = 40;
    const QScreen* screen = QGuiApplication::primaryScreen();
    const QSize wanted(1366, 768);
    return screen ? wanted.boundedTo(screen->availableSize() - QSize(0, kTitleBar)) : wanted;
}

} // namespace

MainWindow::MainWindow(RunFunctions functions, QWidget* parent)
    : MainWindow(std::move(functions), std::make_unique<TuneController>(), parent) {}

MainWindow::MainWindow(RunFunctions functions, std::unique_ptr<TuneController> tunes, QWidget* parent)
    : QMainWindow(parent),
      controller_(std::make_unique<RunController>(std::move(functions))),
      session_(std::make_unique<RunSession>(*controller_, workspace_)),
      sweeps_(std::make_unique<SweepController>()),
      tunes_(std::move(tunes)),
      actions_(std::make_unique<WindowActions>(*this)),
      comparison_(new ComparisonModel(*session_->runs(), this)),
      desk_(new ExportDesk(workspace_, *this)),
      experiment_(new ExperimentDesk(workspace_, *this)),
      curves_(new CurveDesk(workspace_, *this)),
      sweepRows_(new SweepRows(*session_, this)) {
    setAcceptDrops(true);
    createPages();
    createFrame();
    createDocks();
    connectActions();
    connectUndo();
    connectPages();
    connectData();
    connectRuns();
    connectSweeps();
    connectTuning();
    connectExport();
    connectExperiment();
    connectCurves();
    showRecipe();
    showPrimary();
    showIdle();
    resize(firstSize());
    goTo(PageId::LearningRate);
}

MainWindow::~MainWindow() {
    workspace_.undoStack()->disconnect(this); // it tells of its end, when the actions are gone
    tunes_.reset();
    sweeps_.reset();
    controller_.reset(); // stops a run and waits for its present step
    // The pages know the workspace, which goes before the window's children do.
    delete takeCentralWidget();
    delete dock_;
}

void MainWindow::openData() {
    const DataConfig& wanted = workspace_.config().data;
    if (opened_ == wanted) return;
    opened_ = wanted;
    workspace_.setDataOpening();
    controller_->openData(wanted);
}

void MainWindow::setTheme(ThemeChoice choice) {
    actions_->theme.value(choice)->setChecked(true);
    session_->refreshColours(applyTheme(*qApp, choice));
}

void MainWindow::restoreSettings() {
    restoreWindow(*this, *dock_);
    setTheme(savedTheme());
}

void MainWindow::goTo(PageId page) {
    // A remark belongs to the page it was made on; a warning goes with the person.
    if (stack_->currentWidget() != pageAt(page) && messages_->kind() == MessageKind::Information)
        messages_->clear();
    stack_->setCurrentWidget(pageAt(page));
    rail_->setPage(page);
    actions_->fit->setEnabled(!pageAt(page)->plots().empty());
    actions_->saveChart->setEnabled(!pageAt(page)->plots().empty());
    actions_->table->setEnabled(!pageAt(page)->plots().empty());
    const std::vector<PlotView*> plots = pageAt(page)->plots();
    if (plots.empty())
        strip_->button()->setFocus();
    else
        plots.front()->setFocus();
    showPrimary();
}

PageId MainWindow::page() const {
    return kPages.at(static_cast<std::size_t>(stack_->currentIndex()));
}

void MainWindow::runPrimary() {
    if (!primary_.enabled) return;
    switch (primary_.kind) {
    case PrimaryAction::Kind::RunRangeTest:
        session_->startRangeTest();
        return;
    case PrimaryAction::Kind::Sweep:
        startSweep();
        return;
    case PrimaryAction::Kind::Train:
        session_->startTraining();
        return;
    case PrimaryAction::Kind::Tune:
        startTuning();
        return;
    case PrimaryAction::Kind::SaveSchedule:
        desk_->exportSchedule(QStringLiteral("json"));
        return;
    case PrimaryAction::Kind::Stop:
        stopAll();
        return;
    }
}

void MainWindow::stopAll() {
    session_->stop();
    sweeps_->stop();
    tunes_->stop();
}

void MainWindow::closeEvent(QCloseEvent* event) {
    if (!mayClose()) {
        event->ignore();
        return;
    }
    stopAll(); // the destructor waits
    saveWindow(*this, *dock_);
    event->accept();
}

bool MainWindow::mayClose() {
    if (!experiment_->isModified()) return true;
    const QString name = QFileInfo(experiment_->path()).fileName();
    const auto answer = QMessageBox::question(this, tr("Cyclometer"), tr("Save the changes to %1?").arg(name),
                                              QMessageBox::Save | QMessageBox::Discard | QMessageBox::Cancel);
    return answer == QMessageBox::Save ? experiment_->save(page()) : answer == QMessageBox::Discard;
}

void MainWindow::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange) session_->refreshColours(toneOf(palette()));
    QMainWindow::changeEvent(event);
}

void MainWindow::keyPressEvent(QKeyEvent* event) {
    // Keys that a focused field or button has a use for of its own never come here.
    if (event->key() == Qt::Key_Space)
        spaceDown_ = true;
    else if (event->key() == Qt::Key_Escape && messages_->isVisible())
        messages_->clear();
    else
        QMainWindow::keyPressEvent(event);
}

void MainWindow::keyReleaseEvent(QKeyEvent* event) {
    // On release, since a chart pans while Space is held.
    if (event->key() == Qt::Key_Space && !event->isAutoRepeat() && std::exchange(spaceDown_, false))
        runPrimary();
    else
        QMainWindow::keyReleaseEvent(event);
}

void MainWindow::createPages() {
    stack_ = new QStackedWidget(this);
    data_ = new DataPage(workspace_, stack_);
    network_ = new NetworkPage(workspace_, stack_);
    finder_ = new FinderPage(workspace_, *session_, stack_);
    batch_ = new BatchPage(workspace_, *sweeps_, stack_);
    schedule_ = new SchedulePage(workspace_, *sweeps_, stack_);
    decay_ = new DecayPage(workspace_, *sweeps_, stack_);
    train_ = new TrainPage(workspace_, *session_, stack_);
    export_ = new ExportPage(workspace_, *desk_, stack_);
    tune_ = new TunePage(workspace_, *tunes_, stack_);
    tuneDesk_ = new TuneDesk(workspace_, *session_, *tunes_, *this); // has the last word, after the page
    for (Page* page : {static_cast<Page*>(data_), static_cast<Page*>(network_), static_cast<Page*>(finder_),
                       static_cast<Page*>(batch_), static_cast<Page*>(schedule_), static_cast<Page*>(decay_),
                       static_cast<Page*>(train_), static_cast<Page*>(export_), static_cast<Page*>(tune_)})
        stack_->addWidget(page);
}

void MainWindow::createFrame() {
    rail_ = new RailBar(this);
    strip_ = new RecipeStrip(this);
    messages_ = new MessageBar(this);
    status_ = new RunStatusBar(this);
    setStatusBar(status_);

    auto* middle = new QVBoxLayout;
    middle->setSpacing(0);
    middle->addWidget(messages_);
    middle->addWidget(stack_, 1);
    auto* body = new QHBoxLayout;
    body->setSpacing(0);
    body->addWidget(rail_);
    body->addLayout(middle, 1);
    auto* central = new QWidget(this);
    auto* rows = new QVBoxLayout(central);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    rows->addWidget(strip_);
    rows->addLayout(body, 1);
    setCentralWidget(central);
}

void MainWindow::createDocks() {
    dock_ = new RunsDock(*comparison_, this);
    addDockWidget(Qt::BottomDockWidgetArea, dock_);
}

Page* MainWindow::pageAt(PageId page) const {
    return static_cast<Page*>(stack_->widget(static_cast<int>(page)));
}

PlotView* MainWindow::exportedChart() const {
    if (finder_->chart()->pointCount() > 0) return finder_->chart()->plot();
    return workspace_.trainRecord() ? train_->chart()->plot() : nullptr;
}

PlotView* MainWindow::chartAtHand() const {
    const std::vector<PlotView*> plots = pageAt(page())->plots();
    const auto focused = std::ranges::find(plots, focusWidget());
    if (focused != plots.end()) return *focused;
    return plots.empty() ? nullptr : plots.front();
}

void MainWindow::saveChartOfPage() {
    if (PlotView* plot = chartAtHand()) desk_->saveChart(*plot, QStringLiteral("png"));
}

void MainWindow::takeRunEnd(const RunVerdict& verdict) {
    using Weight = RunVerdict::Weight;
    lastWords_ = verdict.weight == Weight::Quiet ? verdict.text : QString();
    if (verdict.weight == Weight::Notice) messages_->showMessage(MessageKind::Information, verdict.text);
    if (verdict.weight == Weight::Warning) messages_->showMessage(MessageKind::Warning, verdict.text);
    if (verdict.weight == Weight::Error) messages_->showMessage(MessageKind::Error, verdict.text);
}

bool MainWindow::isBusy() const {
    return session_->isRunning() || sweeps_->isRunning() || tunes_->isRunning();
}

void MainWindow::startSweep() {
    messages_->clear();
    lastWords_.clear();
    pageAt(page())->startSweep();
}

void MainWindow::startTuning() {
    messages_->clear();
    lastWords_.clear();
    tune_->startTuning();
}

void MainWindow::showPrimary() {
    primary_ = primaryAction(page(), workspace_, isBusy(), panelProblem(), pageAt(page())->showsOther());
    strip_->setAction(primary_);
    actions_->primary->setText(primary_.text);
    actions_->primary->setEnabled(primary_.enabled);
    const bool idle = !isBusy();
    actions_->rangeTest->setEnabled(idle && panelProblem().isEmpty());
    actions_->train->setEnabled(idle && panelProblem().isEmpty() && workspace_.plan().rows.size() > 0);
    actions_->stop->setEnabled(!idle);
}

void MainWindow::showRecipe() {
    strip_->line()->setItems(recipeOf(workspace_));
}

void MainWindow::showDone() {
    const LrPicks& picks = workspace_.experiment().picks;
    const bool ran = workspace_.findRecord() || workspace_.trainRecord();
    rail_->setDone(PageId::Data, workspace_.data() != nullptr);
    rail_->setDone(PageId::Network, ran);
    rail_->setDone(PageId::LearningRate, picks.minLr || picks.maxLr);
    rail_->setDone(PageId::Batch, batch_->record() != nullptr);
    rail_->setDone(PageId::Decay, decay_->record() != nullptr);
    rail_->setDone(PageId::Schedule, workspace_.trainRecord() != nullptr);
    rail_->setDone(PageId::Train, workspace_.trainRecord() != nullptr);
    rail_->setDone(PageId::Export, exported_);
    rail_->setDone(PageId::Tune, tune_->record() && tune_->record()->outcome == RunOutcome::Completed);
}

void MainWindow::showIdle() {
    if (session_->isRunning()) return;
    showTitle();
    const QString name = dataTitle(workspace_.config().data.spec);
    if (!lastWords_.isEmpty())
        status_->showIdle(lastWords_);
    else if (workspace_.data())
        status_->showIdle(
            tr("%1 ready: %2 training samples").arg(name, formatCount(workspace_.data()->train->size())));
    else if (workspace_.dataProblem().isEmpty())
        status_->showIdle(tr("Opening %1 …").arg(name));
    else
        status_->showIdle(workspace_.dataProblem());
}

void MainWindow::showTitle() {
    if (tunes_->isRunning()) {
        setWindowTitle(tr("%1 % — Cyclometer").arg(qRound(tune_->share() * 100.0)));
        return;
    }
    setWindowTitle(experiment_->path().isEmpty()
                       ? tr("Cyclometer")
                       : tr("%1[*] — Cyclometer").arg(QFileInfo(experiment_->path()).fileName()));
    setWindowModified(experiment_->isModified());
}

void MainWindow::showProgress() {
    const RunProgress& progress = session_->progress();
    status_->showProgress(progress);
    setWindowTitle(tr("%1 % — Cyclometer").arg(qRound(progress.share() * 100.0)));
}

QString MainWindow::panelProblem() const {
    for (const PageId page : kPages)
        if (const QString problem = pageAt(page)->problem(); !problem.isEmpty()) return problem;
    return {};
}

} // namespace cyclo::ui
