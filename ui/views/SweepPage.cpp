// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/SweepPage.h"

#include "ui/bridge/SweepController.h"
#include "ui/charts/FamilyChart.h"
#include "ui/charts/PlotView.h"
#include "ui/models/FinderText.h"
#include "ui/models/NumberText.h"
#include "ui/models/RecipeText.h"
#include "ui/theme/Numbers.h"
#include "ui/views/SweepCurves.h"
#include "ui/views/Workspace.h"

#include <QUndoStack>
#include <QVBoxLayout>

#include <utility>

namespace cyclo::ui {

SweepPage::SweepPage(SweepPanel* panel, Workspace& workspace, SweepController& sweeps, QWidget* parent)
    : Page(panel, parent), workspace_(workspace), sweeps_(sweeps), panel_(panel) {
    family_ = new FamilyChart(this);
    picture()->setContentsMargins(8, 8, 8, 8);
    picture()->addWidget(family_, 1);
    connectFamily();
    listenTo(sweeps);
    connect(panel_, &SweepPanel::settingsChanged, this,
            [this] { workspace_.setSweep(panel_->kind(), panel_->form()); });
    connect(&workspace_, &Workspace::experimentChanged, this, [this] {
        panel_->showForm(formOf(workspace_.experiment().sweeps, panel_->kind()));
        showNotice();
    });
    connect(&workspace_, &Workspace::dataChanged, this, &SweepPage::showNotice);
}

/// The price of a sweep by the validation loss, and of what else than the experiment of now the picture is.
void SweepPage::showNotice() {
    const ExperimentConfig& now = workspace_.config();
    QStringList sentences;
    const SweepConfig config = panel_->sweep(now);
    if (config.mode == SweepMode::RangeTests && workspace_.data())
        sentences += priceText(config.base, *workspace_.data());
    if (record_ && (record_->config.base.network != now.network || record_->config.base.data != now.data))
        sentences +=
            tr("The curves are of %1 on %2, not of the experiment as it is now.")
                .arg(networkTitle(record_->config.base.network), dataTitle(record_->config.base.data.spec));
    sentences.removeAll(QString());
    panel_->showNotice(sentences.join(QLatin1Char('\n')));
}

std::vector<PlotView*> SweepPage::plots() const {
    return {family_->plot()};
}

void SweepPage::startSweep() {
    if (!workspace_.data()) return;
    SweepConfig config = panel_->sweep(workspace_.config());
    complete(config);
    const bool goesOn = record_ && record_->outcome == RunOutcome::Stopped && record_->config == config;
    emit progressed(tr("No run done yet"));
    sweeps_.start(config, workspace_.data(), goesOn ? record_->members : std::vector<SweepMemberRecord>{});
}

void SweepPage::showEmpty() {
    if (!record_) family_->plot()->setEmptyMessage(emptyMessage());
}

void SweepPage::listenTo(const SweepFeed& feed) {
    connect(&feed, &SweepFeed::sweepStarted, this, &SweepPage::beginSweep);
    connect(&feed, &SweepFeed::stageStarted, this, &SweepPage::beginStage);
    connect(&feed, &SweepFeed::memberStepped, this, &SweepPage::addSteps);
    connect(&feed, &SweepFeed::memberEnded, this, &SweepPage::takeRecord);
    connect(&feed, &SweepFeed::ended, this, &SweepPage::takeRecord);
}

void SweepPage::connectFamily() {
    connect(family_, &FamilyChart::valueHovered, this,
            [this](const QString& text) { isolate(numberFromText(text)); });
    connect(family_, &FamilyChart::valueClicked, this, [this](const QString& text, double x) {
        if (const auto value = numberFromText(text)) takeByClick(*value, x);
    });
    connectClicks(*family_->plot());
    connect(panel_, &SweepPanel::rowEntered, this, [this](std::optional<double> value) {
        family_->isolate(value ? std::optional(exactText(*value)) : std::nullopt);
    });
    connect(panel_, &SweepPanel::valueChosen, this, [this](double value) { take(value, std::nullopt); });
}

void SweepPage::isolate(std::optional<double> value) {
    panel_->highlight(value);
    family_->isolate(value ? std::optional(exactText(*value)) : std::nullopt);
}

void SweepPage::connectClicks(const PlotView& plot) {
    connect(&plot, &PlotView::clickRevoked, this, [this] {
        QUndoStack& stack = *workspace_.undoStack();
        if (stack.index() == std::exchange(undoneByRevoking_, -1)) stack.undo();
    });
}

void SweepPage::takeByClick(double value, double x) {
    const QUndoStack& stack = *workspace_.undoStack();
    const int before = stack.index();
    take(value, x);
    undoneByRevoking_ = stack.index() > before ? stack.index() : -1;
}

void SweepPage::beginSweep(const SweepConfig& config) {
    alive_.reset();
    if (config.kind != kind()) return;
    alive_ = config;
    family_->clear(curveAxisOf(config), curveLossOf(config));
    family_->plot()->setTitle(tr("%1 on %2, one curve a value")
                                  .arg(networkTitle(config.base.network), dataTitle(config.base.data.spec)));
    family_->plot()->setEmptyMessage(tr("The first losses appear in a moment."));
    panel_->showTable({});
    membersInAll_ = 0;
    showBegun(config);
}

void SweepPage::beginStage(const QList<SweepMember>& members) {
    if (!alive_ || members.isEmpty()) return;
    const SweepStage stage = members.first().stage;
    if (stage != SweepStage::Trunk) membersInAll_ += members.size(); // a record holds no trunks
    for (const SweepMember& member : members)
        if (stage != SweepStage::LearningRate) draw(member);
    if (stage == SweepStage::LearningRate) {
        const QString finding = kind() == SweepKind::WeightDecay
                                    ? tr("Finding the learning rate of the runs, at decay %1")
                                          .arg(formatShort(members.first().value))
                                    : tr("Finding the learning rate of the short runs");
        family_->plot()->setEmptyMessage(
            tr("%1, by range tests. The runs are drawn after that.").arg(finding));
        emit progressed(finding);
    } else if (family_->plot()->contents().curves.empty()) {
        family_->plot()->setEmptyMessage(tr("The first losses appear in a moment."));
    }
    if (stage == SweepStage::Trunk)
        emit progressed(tr("Training up to the branch, at decay %1").arg(formatShort(members.first().value)));
}

void SweepPage::draw(const SweepMember& member) {
    if (member.stage != SweepStage::Trunk) {
        family_->addMember(curveIdOf(member), exactText(member.value), trunkIdOf(*alive_, member));
        return;
    }
    family_->addStem(curveIdOf(member), tr("before the branch"));
    family_->plot()->setGuides({{.value = static_cast<double>(alive_->branchAt),
                                 .label = tr("branch"),
                                 .reason = tr("from here on each decay goes its own way")}});
}

void SweepPage::addSteps(const SweepMember& member, const QList<StepRecord>& steps) {
    if (!alive_ || !family_->hasMember(curveIdOf(member))) return;
    const std::span added(steps.data(), static_cast<std::size_t>(steps.size()));
    addCurve(member, added);
    showSteps(member, added);
}

void SweepPage::addCurve(const SweepMember& member, std::span<const StepRecord> steps) {
    family_->append(curveIdOf(member), curveSamplesOf(*alive_, member, steps));
}

void SweepPage::takeRecord(const std::shared_ptr<const SweepRecord>& record) {
    if (!alive_) return;
    record_ = record;
    // Members that stand from before a stop are told of here alone.
    for (const SweepMemberRecord& member : record->members) {
        if (member.member.stage == SweepStage::LearningRate || family_->hasMember(curveIdOf(member.member)))
            continue;
        draw(member.member);
        addCurve(member.member, member.points);
        ++membersInAll_;
    }
    showNotice();
    emit progressed(tr("%1 of %2 runs done").arg(record->members.size()).arg(membersInAll_));
    showResults(*record);
}

} // namespace cyclo::ui
