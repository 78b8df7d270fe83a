// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/TrainingChart.h"

#include "ui/charts/ChangeGuides.h"
#include "ui/charts/LossCut.h"
#include "ui/charts/PlotMetrics.h"
#include "ui/charts/PlotView.h"

#include <QVBoxLayout>

#include <algorithm>
#include <cmath>
#include <vector>

namespace cyclo::ui {
namespace {

constexpr double kPercent = 100.0;
constexpr double kCutAboveUsual = 4.0; // times the first or a validation loss: above it a run blew up

const QString kRawLoss = QStringLiteral("loss");
const QString kSmoothedLoss = QStringLiteral("smoothedLoss");
const QString kValidationLoss = QStringLiteral("validationLoss");
const QString kValidationAccuracy = QStringLiteral("validationAccuracy");
const QString kComparison = QStringLiteral("comparison:");

} // namespace

TrainingChart::TrainingChart(QWidget* parent) : QWidget(parent), plot_(new PlotView(this)) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(plot_);
    setFocusProxy(plot_);
    plot_->setRightAxis(AxisOptions{.title = tr("accuracy, %"), .to = kPercent, .ink = Ink::Accuracy});
    setTotalSteps(0);
    clearRun();
}

/// On a linear axis a few steps that blew up must not press the rest of the run flat.
void TrainingChart::showLossAxis() {
    AxisOptions axis{.title = tr("loss"), .from = 0.0, .ink = Ink::Loss};
    if (logLoss_) axis = {.title = tr("loss (log)"), .scale = AxisScale::Log, .ink = Ink::Loss};
    const auto cut = logLoss_ ? std::nullopt : lossCut(kCutAboveUsual * usual_, highest_);
    if (cut) axis.to = cut->to;
    plot_->setLeftAxis(axis);
    plot_->setNote(cut ? cut->note : QString());
}

void TrainingChart::setTitle(const QString& sentence) {
    plot_->setTitle(sentence);
}

void TrainingChart::setEmptyMessage(const QString& sentence) {
    plot_->setEmptyMessage(sentence);
}

void TrainingChart::setTotalSteps(std::int64_t steps) {
    AxisOptions x{.title = tr("step"), .from = 0.0};
    if (steps > 0) x.to = static_cast<double>(steps);
    plot_->setXAxis(x);
}

void TrainingChart::clearRun() {
    highest_ = usual_ = 0.0;
    showLossAxis();
    plot_->setCurve(kRawLoss, {}, {.ink = Ink::Loss, .width = 1.0, .alpha = kRawAlpha, .name = tr("loss")});
    plot_->setCurve(kSmoothedLoss, {},
                    {.ink = Ink::Loss, .name = tr("smoothed"), .endLabel = tr("training")});
    plot_->setCurve(kValidationLoss, {},
                    {.ink = Ink::ValidationLoss,
                     .name = tr("validation loss"),
                     .endLabel = tr("validation"),
                     .markers = true});
    plot_->setCurve(kValidationAccuracy, {},
                    {.ink = Ink::Accuracy,
                     .name = tr("accuracy %"),
                     .endLabel = tr("accuracy"),
                     .markers = true,
                     .axis = AxisSide::Right});
}

void TrainingChart::appendSteps(std::span<const StepRecord> steps) {
    std::vector<CurveSample> raw;
    std::vector<CurveSample> smoothed;
    for (const StepRecord& record : steps) {
        raw.push_back({static_cast<double>(record.step), record.loss});
        smoothed.push_back({static_cast<double>(record.step), record.smoothedLoss});
        if (!std::isfinite(record.loss)) continue;
        if (record.step == 0) usual_ = std::max(usual_, record.loss);
        highest_ = std::max(highest_, record.loss);
    }
    plot_->appendToCurve(kRawLoss, raw);
    plot_->appendToCurve(kSmoothedLoss, smoothed);
    showLossAxis();
}

void TrainingChart::appendEpoch(const EpochRecord& epoch) {
    const auto step = static_cast<double>(epoch.step);
    const CurveSample loss{step, epoch.validationLoss};
    plot_->appendToCurve(kValidationLoss, {&loss, 1});
    if (std::isfinite(loss.y)) usual_ = std::max(usual_, loss.y);
    showLossAxis();
    if (std::isnan(epoch.validationAccuracy)) return; // real targets have none
    const CurveSample accuracy{step, epoch.validationAccuracy * kPercent};
    plot_->appendToCurve(kValidationAccuracy, {&accuracy, 1});
}

void TrainingChart::setLogLoss(bool on) {
    logLoss_ = on;
    showLossAxis();
}

void TrainingChart::addComparison(const QString& id, const QString& name, Ink ink,
                                  std::span<const EpochRecord> epochs) {
    std::vector<CurveSample> samples;
    for (const EpochRecord& epoch : epochs)
        samples.push_back({static_cast<double>(epoch.step), epoch.validationLoss});
    plot_->setCurve(kComparison + id, std::move(samples),
                    {.ink = ink, .width = 1.0, .name = name, .endLabel = name, .markers = true});
}

void TrainingChart::removeComparison(const QString& id) {
    plot_->removeCurve(kComparison + id);
}

void TrainingChart::setChanges(std::span<const LearningRateChange> changes) {
    plot_->setGuides(changeGuides(changes));
}

} // namespace cyclo::ui
