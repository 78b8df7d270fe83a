// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/SchedulePanel.h"

#include "core/schedules/PolicyKind.h"
#include "ui/models/NumberText.h"
#include "ui/panels/Choice.h"
#include "ui/panels/IntegerSpinBox.h"
#include "ui/panels/ScientificSpinBox.h"
#include "ui/theme/Numbers.h"

#include <QComboBox>
#include <QLabel>

#include <stdexcept>

namespace cyclo::ui {

namespace {

using End = ScientificSpinBox::End;

constexpr int kKinds = 2;
constexpr quint64 kMostEpochs = 1'000'000;
constexpr quint64 kMostSteps = 1'000'000'000'000;

ScientificSpinBox* newLrField() {
    auto* field = new ScientificSpinBox;
    field->setMinimum(0.0, End::Open);
    return field;
}

ScientificSpinBox* newMomentumField() {
    auto* field = new ScientificSpinBox;
    field->setMinimum(0.0);
    field->setMaximum(1.0, End::Open);
    field->setLinearStep(0.01);
    return field;
}

QString problemOfSchedule(const ExperimentConfig& config, std::int64_t totalSteps) {
    try {
        validate({config.policy, config.weightDecay}, totalSteps);
        return {};
    } catch (const std::invalid_argument& error) {
        return QString::fromUtf8(error.what());
    }
}

} // namespace

SchedulePanel::SchedulePanel(QWidget* parent) : Panel(parent) {
    createFields();
    connectSignals();
    show();
}

void SchedulePanel::createFields() {
    addTitle(tr("Schedule"));
    kind_ = new QComboBox;
    kind_->addItem(tr("1cycle (Smith)"), QStringLiteral("onecycle"));
    kind_->addItem(tr("constant"), QStringLiteral("constant"));
    addField(tr("Policy"), kind_,
             tr("1cycle: learning rate up and down once while momentum goes down and up, then a short tail. "
                "Constant: "
                "neither moves. Default: 1cycle."));

    learningRate_ = newLrField();
    addNumber(tr("Learning rate"), learningRate_, tr("At every step; usually 1e-3 to 0.1. Default: 0.01."));
    momentum_ = newMomentumField();
    addNumber(tr("Momentum"), momentum_, tr("At every step; usually 0.9. Default: 0.9."));

    maxLr_ = newLrField();
    addNumber(
        tr("Max LR"), maxLr_,
        tr("Top of the cycle, from the range test: left of the blow-up. Usually 0.01 to 3; default: 0.1."));
    baseLr_ = newLrField();
    baseLr_->setSpecialText(tr("max ÷ 10"));
    addNumber(
        tr("Base LR"), baseLr_,
        tr("Where the cycle starts and ends; usually a tenth of max LR, which is the default when empty."));
    maxMomentum_ = newMomentumField();
    addNumber(tr("Max momentum"), maxMomentum_,
              tr("At both ends of the cycle, usually 0.95. Default: 0.95."));
    baseMomentum_ = newMomentumField();
    addNumber(tr("Base momentum"), baseMomentum_,
              tr("Where the learning rate peaks, usually 0.8 to 0.9. Default: 0.85, as in Smith's 1cycle."));

    epochs_ = new IntegerSpinBox;
    epochs_->setRange(1, kMostEpochs);
    addNumber(tr("Epochs"), epochs_, tr("Passes over the training set, usually 1 to 100. Default: 5."));
    weightDecay_ = new ScientificSpinBox;
    weightDecay_->setMinimum(0.0);
    addNumber(tr("Weight decay"), weightDecay_,
              tr("Pull of every weight towards 0: 0, or 1e-5 to 1e-3; large learning rates want small ones. "
                 "Default: 0."));

    stepSize_ = new IntegerSpinBox;
    stepSize_->setRange(1, kMostSteps);
    stepSize_->setStepping(IntegerSpinBox::Stepping::OneTwoFive);
    stepSize_->setSpecialText(tr("auto: 45 %"));
    addNumber(
        tr("Step size"), stepSize_,
        tr("Steps up, and as many down; what is left is the tail. Empty: 45 % of the run, the default."),
        Place::UnderMore);

    length_ = new QLabel;
    length_->setProperty("role", "note");
    length_->setWordWrap(true);
    addWide(length_);
}

void SchedulePanel::connectSignals() {
    connect(kind_, &QComboBox::activated, this, &SchedulePanel::takeKind);
    const auto onChange = [this](ScientificSpinBox* field, auto take) {
        connect(field, &ScientificSpinBox::valueChanged, this, take);
    };
    onChange(learningRate_,
             [this](double v) { editPolicy<Constant>([v](Constant& c) { c.learningRate = v; }); });
    onChange(momentum_, [this](double v) { editPolicy<Constant>([v](Constant& c) { c.momentum = v; }); });
    onChange(maxLr_, [this](double v) { editPolicy<SmithOneCycle>([v](SmithOneCycle& c) { c.maxLr = v; }); });
    onChange(baseLr_,
             [this](double v) { editPolicy<SmithOneCycle>([v](SmithOneCycle& c) { c.baseLr = v; }); });
    connect(baseLr_, &ScientificSpinBox::unset, this,
            [this] { editPolicy<SmithOneCycle>([](SmithOneCycle& c) { c.baseLr.reset(); }); });
    onChange(maxMomentum_,
             [this](double v) { editPolicy<SmithOneCycle>([v](SmithOneCycle& c) { c.maxMomentum = v; }); });
    onChange(baseMomentum_,
             [this](double v) { editPolicy<SmithOneCycle>([v](SmithOneCycle& c) { c.baseMomentum = v; }); });
    connect(stepSize_, &IntegerSpinBox::valueChanged, this, [this](quint64 steps) {
        editPolicy<SmithOneCycle>(
            [steps](SmithOneCycle& c) { c.stepSize = static_cast<std::int64_t>(steps); });
    });
    connect(stepSize_, &IntegerSpinBox::unset, this,
            [this] { editPolicy<SmithOneCycle>([](SmithOneCycle& c) { c.stepSize.reset(); }); });
    connect(epochs_, &IntegerSpinBox::valueChanged, this, [this](quint64 epochs) {
        edit([epochs](ExperimentConfig& c) { c.epochs = static_cast<std::int64_t>(epochs); });
    });
    onChange(weightDecay_, [this](double v) { edit([v](ExperimentConfig& c) { c.weightDecay = v; }); });
}

template <typename Change> void SchedulePanel::edit(Change change) {
    const ExperimentConfig before = config_;
    change(config_);
    show();
    if (config_ != before) emit configChanged(config_);
}

template <typename Kind, typename Change> void SchedulePanel::editPolicy(Change change) {
    edit([&](ExperimentConfig& c) {
        if (auto* policy = std::get_if<Kind>(&c.policy)) change(*policy);
    });
}

void SchedulePanel::setConfig(const ExperimentConfig& config) {
    config_ = config;
    show();
}

void SchedulePanel::setStepsPerEpoch(std::int64_t stepsPerEpoch) {
    stepsPerEpoch_ = stepsPerEpoch;
    show();
}

void SchedulePanel::takeKind() {
    const QString kind = kind_->currentData().toString();
    edit([&](ExperimentConfig& c) {
        if (kind == QLatin1String("onecycle")) c.policy = oneCycle_;
        if (kind == QLatin1String("constant")) c.policy = constant_;
    });
}

void SchedulePanel::show() {
    if (const auto* policy = std::get_if<SmithOneCycle>(&config_.policy)) oneCycle_ = *policy;
    if (const auto* policy = std::get_if<Constant>(&config_.policy)) constant_ = *policy;
    showChoice(*kind_, QString::fromStdString(kindOf(config_.policy).name), kKinds);
    for (QWidget* field : {static_cast<QWidget*>(learningRate_), static_cast<QWidget*>(momentum_)})
        setFieldShown(field, std::holds_alternative<Constant>(config_.policy));
    for (QWidget* field :
         {static_cast<QWidget*>(maxLr_), static_cast<QWidget*>(baseLr_), static_cast<QWidget*>(maxMomentum_),
          static_cast<QWidget*>(baseMomentum_), static_cast<QWidget*>(stepSize_)})
        setFieldShown(field, std::holds_alternative<SmithOneCycle>(config_.policy));

    learningRate_->setValue(constant_.learningRate);
    momentum_->setValue(constant_.momentum);
    maxLr_->setValue(oneCycle_.maxLr);
    baseLr_->setOptionalValue(oneCycle_.baseLr);
    maxMomentum_->setValue(oneCycle_.maxMomentum);
    baseMomentum_->setValue(oneCycle_.baseMomentum);
    stepSize_->setOptionalValue(oneCycle_.stepSize ? std::optional(static_cast<quint64>(*oneCycle_.stepSize))
                                                   : std::nullopt);
    epochs_->setValue(static_cast<quint64>(config_.epochs));
    weightDecay_->setValue(config_.weightDecay);
    showLength();
    checkPolicy();
}

void SchedulePanel::showLength() {
    length_->setText(stepsPerEpoch_ > 0 ? tr("%1 steps = %2 epochs × %3 steps")
                                              .arg(formatCount(config_.epochs * stepsPerEpoch_),
                                                   formatCount(config_.epochs), formatCount(stepsPerEpoch_))
                                        : tr("The number of steps is known once the data are open."));
}

/// Says what is wrong between two fields beside one of them. What is left for the schedule's own rules to
/// refuse stands under the policy.
void SchedulePanel::checkPolicy() {
    const auto* cycle = std::get_if<SmithOneCycle>(&config_.policy);
    const std::int64_t total = config_.epochs * stepsPerEpoch_;
    const bool lrCrossed = cycle && cycle->baseLr && *cycle->baseLr >= cycle->maxLr;
    const bool momentumCrossed = cycle && cycle->baseMomentum > cycle->maxMomentum;
    const bool tooLong = cycle && cycle->stepSize && total > 0 && *cycle->stepSize > total / 2;
    baseLr_->setOuterProblem(lrCrossed ? tr("Must be below max LR, %1.").arg(exactText(cycle->maxLr))
                                       : QString());
    baseMomentum_->setOuterProblem(
        momentumCrossed ? tr("Must not be above max momentum, %1.").arg(exactText(cycle->maxMomentum))
                        : QString());
    stepSize_->setOuterProblem(
        tooLong ? tr("Must be at most %1, half of the run.").arg(formatCount(total / 2)) : QString());

    setFieldProblem(kind_, {});
    if (problem().isEmpty() && total > 0) setFieldProblem(kind_, problemOfSchedule(config_, total));
}

} // namespace cyclo::ui
