// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/TunePage.h"

#include "core/experiments/SweepResults.h"
#include "ui/charts/FamilyChart.h"
#include "ui/charts/PlotView.h"
#include "ui/models/NumberText.h"
#include "ui/models/RecipeText.h"
#include "ui/panels/TunePanel.h"
#include "ui/theme/Numbers.h"
#include "ui/views/RunProgress.h"
#include "ui/views/SweepCurves.h"
#include "ui/views/TuneText.h"
#include "ui/views/Workspace.h"

#include <QHeaderView>
#include <QLabel>
#include <QProgressBar>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace cyclo::ui {

namespace {

using State = TunePart::State;

constexpr int kMeterHeight = 8;
constexpr int kPartHeight = 26;
constexpr int kParts = 5;

const std::string kTuned = "1cycle", kBaselines = "baselines"; // parts of the recipe

/// The part that a final run belongs to.
const std::string& partOf(const QString& run) {
    return isCycle(run) ? kTuned : kBaselines;
}

State endStateOf(RunOutcome outcome) {
    return outcome == RunOutcome::Stopped ? State::Stopped : State::Failed;
}

} // namespace

TunePage::TunePage(Workspace& workspace, TuneController& tunes, QWidget* parent)
    : TunePage(workspace, tunes, new TunePanel, parent) {}

TunePage::TunePage(Workspace& workspace, TuneController& tunes, TunePanel* panel, QWidget* parent)
    : Page(panel, parent), workspace_(workspace), tunes_(tunes), panel_(panel) {
    createChecklist();
    createCharts();
    connectTuning();
    connectFinals();
    clock_.start();
    connect(panel_, &TunePanel::settingsChanged, this, &TunePage::takeSettings);
    connect(panel_, &TunePanel::epochsEdited, this, &TunePage::setEpochs);
    connect(&workspace_, &Workspace::planChanged, this, &TunePage::showPlan);
    showPlan();
}

std::vector<PlotView*> TunePage::plots() const {
    std::vector<PlotView*> all{families_.at(SweepKind::BatchSize)->plot(),
                               families_.at(SweepKind::Momentum)->plot(),
                               families_.at(SweepKind::WeightDecay)->plot(), finals_};
    std::swap(all.front(), all.at(static_cast<std::size_t>(charts_->currentIndex())));
    return all;
}

void TunePage::startTuning() {
    if (!workspace_.data() || tunes_.isRunning()) return;
    config_ = panel_->tune(workspace_.config());
    const bool goesOn = record_ && record_->outcome == RunOutcome::Stopped && record_->config == config_;
    tunes_.start(*config_, workspace_.data(), goesOn ? record_ : nullptr);
}

void TunePage::createChecklist() {
    title_ = addTitle();
    parts_ = new TunePartsModel(this);
    table_ = new QTableView(this);
    table_->setModel(parts_);
    table_->setFrameShape(QFrame::NoFrame);
    table_->setShowGrid(false);
    table_->setSelectionBehavior(QAbstractItemView::SelectRows);
    table_->setSelectionMode(QAbstractItemView::SingleSelection);
    table_->setTabKeyNavigation(false);
    table_->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    table_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    table_->setAccessibleName(tr("Parts of the recipe"));
    table_->verticalHeader()->hide();
    table_->verticalHeader()->setDefaultSectionSize(kPartHeight);
    QHeaderView* header = table_->horizontalHeader();
    header->setHighlightSections(false);
    header->setSectionResizeMode(QHeaderView::ResizeToContents);
    header->setSectionResizeMode(TunePartsModel::Plan, QHeaderView::Stretch);
    table_->setFixedHeight(header->sizeHint().height() + kParts * kPartHeight + 2);
    picture()->addWidget(table_);
    bar_ = new QProgressBar(this);
    bar_->setFixedHeight(kMeterHeight);
    bar_->setTextVisible(false);
    bar_->setRange(0, 1000);
    bar_->setAccessibleName(tr("Progress of the recipe"));
    picture()->addWidget(bar_);
    progress_ = new QLabel(this);
    progress_->setProperty("role", QStringLiteral("note"));
    picture()->addWidget(progress_);
}

void TunePage::createCharts() {
    charts_ = new QStackedWidget(this);
    const std::pair<SweepKind, QString> kinds[] = {
        {SweepKind::BatchSize,
         tr("The range tests are drawn here: loss against learning rate, a curve a batch size.")},
        {SweepKind::Momentum, tr("The short runs are drawn here, a curve a momentum.")},
        {SweepKind::WeightDecay, tr("1cycle runs are drawn here, a curve a weight decay.")}};
    for (const auto& [kind, message] : kinds) {
        families_[kind] = new FamilyChart(charts_);
        families_[kind]->plot()->setEmptyMessage(message);
        charts_->addWidget(families_[kind]);
    }
    finals_ = new PlotView(charts_);
    finals_->setXAxis({.title = tr("step"), .from = 0.0});
    finals_->setLeftAxis({.title = tr("test loss")});
    finals_->setTitle(tr("Test loss of the 1cycle runs and the baselines"));
    finals_->setEmptyMessage(tr("The test losses of the final runs are drawn here, epoch by epoch."));
    charts_->addWidget(finals_);
    picture()->addWidget(charts_, 1);
    connect(table_->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex& row) {
                if (row.isValid()) charts_->setCurrentIndex(std::min(row.row(), charts_->count() - 1));
            });
    for (const auto& [kind, chart] : families_) {
        const auto isolate = [drawn = chart](const QString& value) {
            drawn->isolate(value.isEmpty() ? std::nullopt : std::optional(value));
        };
        connect(chart, &FamilyChart::valueHovered, this, isolate);
    }
}

void TunePage::connectTuning() {
    connect(&tunes_, &TuneController::runningChanged, this, [this](bool running) {
        if (running) begin();
    });
    connect(&tunes_, &TuneController::partStarted, this, &TunePage::beginPart);
    connect(&tunes_, &TuneController::sweepStarted, this, &TunePage::beginSweep);
    connect(&tunes_, &TuneController::stageStarted, this, &TunePage::beginMembers);
    connect(&tunes_, &TuneController::memberStepped, this, &TunePage::addSteps);
    connect(&tunes_, &TuneController::memberEnded, this,
            [this](const auto& soFar) { takeSweep(*soFar, false); });
    connect(&tunes_, &TuneController::ended, this, [this](const auto& sweep) { takeSweep(*sweep, true); });
    connect(&tunes_, &TuneController::picked, this, [this](const TunePicks& soFar) {
        change(part_, [&](TunePart& part) { part.found = foundText(soFar); });
    });
    connect(&tunes_, &TuneController::tuneEnded, this, [this](const auto& record) {
        record_ = record;
        end(*record);
    });
    connect(&tunes_, &TuneController::failed, this, [this] {
        change(part_, [](TunePart& part) { part.state = State::Failed; });
        showPlan();
    });
}

void TunePage::connectFinals() {
    connect(&tunes_, &TuneController::runStarted, this, [this](const QString& name) {
        addFinal(name);
        change(partOf(name), [](TunePart& part) { part.state = State::Running; });
    });
    connect(&tunes_, &TuneController::runStepped, this,
            [this](const QString&, const QList<StepRecord>& steps) {
                meter_.add(static_cast<double>(steps.size() * config_->base.batchSize));
                showProgress();
            });
    connect(&tunes_, &TuneController::runMeasured, this,
            [this](const QString& name, const EpochRecord& epoch) {
                finalRuns_[name].epochs.push_back(epoch);
                showFinal(name);
            });
    connect(&tunes_, &TuneController::runEnded, this, &TunePage::endFinal);
    connect(&tunes_, &TuneController::runKept, this,
            [this](const QString& name, const QList<EpochRecord>& epochs, const RunSummary& summary) {
                addFinal(name);
                finalRuns_[name].epochs.assign(epochs.begin(), epochs.end());
                showFinal(name);
                endFinal(name, summary);
            });
}

void TunePage::addFinal(const QString& name) {
    finalRuns_[name] = {.ink = runInk(static_cast<int>(finalRuns_.size()) + 1), .epochs = {}};
}

void TunePage::endFinal(const QString& name, const RunSummary& summary) {
    if (summary.outcome == RunOutcome::Stopped) return;
    change(partOf(name), [&](TunePart& part) {
        ++part.done;
        if (part.done == part.runs) part.state = State::Done;
        if (summary.last && part.id == kTuned) part.found = foundText(name, *summary.last);
    });
    showProgress();
}

void TunePage::setEpochs(std::int64_t epochs) {
    ExperimentConfig config = workspace_.config();
    config.epochs = epochs;
    workspace_.setConfig(config, tr("number of epochs"));
}

std::optional<std::int64_t> TunePage::epochsWithinLimit() {
    const auto limit = panel_->limit();
    QString problem;
    std::optional<std::int64_t> epochs;
    if (limit && workspace_.data()) {
        try {
            epochs = epochsWithin(panel_->tune(workspace_.config()), static_cast<double>(*limit),
                                  *workspace_.data());
        } catch (const std::invalid_argument& refused) {
            problem = QString::fromUtf8(refused.what());
        }
    }
    panel_->setLimitProblem(problem);
    return epochs;
}

void TunePage::takeSettings() {
    Experiment next = workspace_.experiment();
    next.tune = panel_->form();
    if (const auto epochs = epochsWithinLimit()) next.config.epochs = *epochs;
    workspace_.setExperiment(next, tr("settings of the recipe"));
}

void TunePage::showPlan() {
    panel_->showForm(workspace_.experiment().tune);
    if (tunes_.isRunning()) return;
    const ExperimentConfig& config = workspace_.config();
    const auto within = epochsWithinLimit();
    if (within && *within != config.epochs) panel_->clearLimit(); // the epochs were set by themselves
    panel_->showEpochs(config.epochs);
    title_->setText(
        tr("The whole recipe: %1 on %2, batch %3")
            .arg(networkTitle(config.network), dataTitle(config.data.spec), formatCount(config.batchSize)));
    const TuneConfig wanted = panel_->tune(config);
    if (!workspace_.data() || config_ == wanted) return; // what was found stays on screen
    config_.reset();
    try {
        const QList<TunePart> plan = planOf(wanted, *workspace_.data());
        parts_->setParts(plan);
        panel_->showTotal(totalText(plan, workspace_.data()->train->size()));
    } catch (const std::invalid_argument& problem) {
        parts_->setParts({});
        panel_->showTotal(QString::fromUtf8(problem.what()));
    }
    bar_->setValue(0);
    progress_->setText(tr("Nothing runs yet: “Tune the recipe” takes these parts one after the other."));
}

void TunePage::begin() {
    parts_->setParts(planOf(*config_, *workspace_.data()));
    meter_.start(budgetOf(*config_, *workspace_.data()), workspace_.data()->train->size(),
                 static_cast<double>(clock_.elapsed()) / 1000.0);
    for (const auto& [kind, chart] : families_)
        chart->clear({}, {});
    finals_->clearCurves();
    finalRuns_.clear();
    part_.clear();
    sweep_.reset();
    panel_->showResult({});
    panel_->setLeft(false, false);
    showProgress();
}

void TunePage::beginPart(const TuneBudget& budget) {
    // A person who looks at another part is left there.
    const bool follows =
        table_->currentIndex().row() < 0 || table_->currentIndex().row() == parts_->rowOf(part_);
    part_ = budget.part;
    if (part_ != kBaselines) meter_.beginPart(part_); // most of these went beside the 1cycle runs
    change(part_, [](TunePart& part) { part.state = State::Running; });
    if (follows || part_ == parts_->parts().front().id) table_->selectRow(parts_->rowOf(part_));
    showProgress();
}

void TunePage::beginSweep(const SweepConfig& config) {
    sweep_ = config;
    family(config.kind)->clear(curveAxisOf(config), curveLossOf(config));
    const QString titles[] = {tr("Loss against learning rate at decay 0, a curve a batch size"),
                              tr("Loss of the short runs, a curve a momentum"),
                              tr("Loss of the 1cycle runs, a curve a weight decay")};
    family(config.kind)->plot()->setTitle(titles[static_cast<int>(config.kind)]);
}

void TunePage::beginMembers(const QList<SweepMember>& members) {
    for (const SweepMember& member : members)
        family(sweep_->kind)->addMember(curveIdOf(member), exactText(member.value));
}

void TunePage::addSteps(const SweepMember& member, const QList<StepRecord>& steps) {
    addCurve(member, std::span(steps.data(), static_cast<std::size_t>(steps.size())));
    const double batch =
        sweep_->kind == SweepKind::BatchSize ? member.value : static_cast<double>(config_->base.batchSize);
    meter_.add(batch * static_cast<double>(steps.size()));
    showProgress();
}

void TunePage::addCurve(const SweepMember& member, std::span<const StepRecord> steps) {
    family(sweep_->kind)->append(curveIdOf(member), curveSamplesOf(*sweep_, member, steps));
}

void TunePage::takeSweep(const SweepRecord& sweep, bool over) {
    // Members that stand from before a stop are told of here alone.
    for (const SweepMemberRecord& member : sweep.members) {
        if (family(sweep.config.kind)->hasMember(curveIdOf(member.member))) continue;
        beginMembers({member.member});
        addCurve(member.member, member.points);
    }
    change(part_, [&](TunePart& part) {
        part.done = static_cast<qint64>(sweep.members.size());
        if (!over) return;
        part.state = sweep.outcome == RunOutcome::Completed ? State::Done : endStateOf(sweep.outcome);
    });
    showProgress();
}

void TunePage::end(const TuneRecord& record) {
    for (TunePart part : parts_->parts()) {
        if (part.state == State::Running) part.state = endStateOf(record.outcome);
        if (part.state == State::Waiting) part.state = State::Skipped;
        // A recipe may fail after its part has ended: on what the part found.
        if (record.outcome == RunOutcome::Failed && part.id == part_) part.state = State::Failed;
        const TuneRun* best = part.id == kBaselines ? bestBaseline(record)
                              : part.id == kTuned   ? tunedRun(record)
                                                    : nullptr;
        if (best && best->summary.last)
            part.found = foundText(QString::fromStdString(best->name), *best->summary.last);
        if (record.outcome == RunOutcome::Completed && part.id == kBaselines) part.state = State::Done;
        parts_->put(part);
    }
    if (record.outcome == RunOutcome::Completed) bar_->setValue(bar_->maximum());
    progress_->setText(record.outcome == RunOutcome::Completed ? tr("Done.")
                                                               : QString::fromStdString(record.message));
    panel_->showResult(resultText(record));
    panel_->setLeft(record.maxLr.has_value(), true);
    emit progressed(progress_->text());
}

void TunePage::showProgress() {
    qint64 done = 0, all = 0;
    for (const TunePart& part : parts_->parts()) {
        done += part.done;
        all += part.runs;
    }
    QString text = tr("%1 of %2 runs done").arg(formatCount(done), formatCount(all));
    if (const auto left = meter_.secondsLeft(static_cast<double>(clock_.elapsed()) / 1000.0))
        text += tr(", about %1 left").arg(clockText(*left));
    bar_->setValue(qRound(meter_.share() * bar_->maximum()));
    progress_->setText(text);
    emit progressed(tr("Tuning: %1").arg(text));
}

void TunePage::showFinal(const QString& name) {
    const Final& run = finalRuns_[name];
    std::vector<CurveSample> samples;
    for (const EpochRecord& epoch : run.epochs)
        if (std::isfinite(epoch.validationLoss))
            samples.push_back({static_cast<double>(epoch.step), epoch.validationLoss});
    finals_->setCurve(name, std::move(samples),
                      {.ink = run.ink,
                       .width = partOf(name) == kTuned ? 3.0 : 1.5,
                       .name = name,
                       .endLabel = name,
                       .markers = true});
}

FamilyChart* TunePage::family(SweepKind kind) const {
    return families_.at(kind);
}

void TunePage::change(const std::string& id, const std::function<void(TunePart&)>& edit) {
    const int row = parts_->rowOf(id);
    if (row < 0) return;
    TunePart part = parts_->parts().at(row);
    edit(part);
    parts_->put(part);
}

} // namespace cyclo::ui
