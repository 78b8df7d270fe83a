// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/FinderPanel.h"

#include "ui/models/NumberText.h"
#include "ui/panels/CandidateList.h"
#include "ui/panels/IntegerSpinBox.h"
#include "ui/panels/ScientificSpinBox.h"
#include "ui/panels/WrappedLabel.h"
#include "ui/theme/Palette.h"

#include <QCheckBox>
#include <QComboBox>

namespace cyclo::ui {

namespace {

using End = ScientificSpinBox::End;

constexpr quint64 kMostSeeds = 100;

QString withMark(const QString& mark, const QString& text) {
    const QString colour = inkColour(Ink::Pick, Tone::Light).name(); // the same in both tones
    return QStringLiteral("<span style=\"color:%1\">%2</span> %3").arg(colour, mark, text);
}

ScientificSpinBox* newLrField() {
    auto* field = new ScientificSpinBox;
    field->setMinimum(0.0, End::Open);
    return field;
}

/// Not shown while it is empty.
QLabel* newNote() {
    QLabel* note = wrappedLabel("note");
    note->hide();
    return note;
}

} // namespace

FinderPanel::FinderPanel(QWidget* parent) : Panel(parent) {
    createFields();
    createPicks();
    connectSignals();
    show();
}

void FinderPanel::createFields() {
    addTitle(tr("Range test"));
    lrMin_ = newLrField();
    addNumber(tr("From"), lrMin_,
              tr("Learning rate of the first step: so small that nothing happens. Usually 1e-6 to 1e-4; "
                 "default: 1e-5."));
    lrMax_ = newLrField();
    addNumber(
        tr("To"), lrMax_,
        tr("Learning rate of the last step: so large that the loss blows up. Usually 1 to 10; default: 10."));
    steps_ = new IntegerSpinBox;
    steps_->setRange(2, 1'000'000'000);
    steps_->setStepping(IntegerSpinBox::Stepping::OneTwoFive);
    addNumber(tr("Steps"), steps_,
              tr("One learning rate each, usually 100 to a few hundred; more of them tell a finer curve. "
                 "Default: 100."));
    seeds_ = new IntegerSpinBox;
    seeds_->setRange(1, kMostSeeds);
    addNumber(
        tr("Seeds"), seeds_,
        tr("Range tests that differ in initial weights and order of samples, side by side: their mean is "
           "judged, the band spans them. 3 to 5 tell how sure the answer is. Default: 1."));
    ramp_ = new QComboBox;
    ramp_->addItem(tr("exponential"), static_cast<int>(Ramp::Exponential));
    ramp_->addItem(tr("linear"), static_cast<int>(Ramp::Linear));
    addField(tr("Ramp"), ramp_,
             tr("How the learning rate grows: exponential sees all orders of magnitude alike and is the "
                "default; linear "
                "looks closely at a narrow range, as in Smith's papers."));

    createMoreFields();
    price_ = newNote();
    addWide(price_);
}

void FinderPanel::createMoreFields() {
    momentum_ = new ScientificSpinBox;
    momentum_->setMinimum(0.0);
    momentum_->setMaximum(1.0, End::Open);
    momentum_->setLinearStep(0.01);
    addNumber(tr("Momentum"), momentum_,
              tr("Held during the test, usually 0.8 to 0.95. It moves the blow-up: test with the one you "
                 "will train "
                 "with. Default: 0.9."),
              Place::UnderMore);
    finalMomentum_ = new ScientificSpinBox;
    finalMomentum_->setMinimum(0.0);
    finalMomentum_->setMaximum(1.0, End::Open);
    finalMomentum_->setLinearStep(0.01);
    finalMomentum_->setSpecialText(tr("held"));
    addNumber(
        tr("Momentum to"), finalMomentum_,
        tr("Momentum at the last step, to which it moves against the learning rate: 0.95 down to 0.8 in the "
           "paper's test with a cycled momentum. Empty: held, the default."),
        Place::UnderMore);
    weightDecay_ = new ScientificSpinBox;
    weightDecay_->setMinimum(0.0);
    addNumber(
        tr("Weight decay"), weightDecay_,
        tr("Held during the test: 0, or 1e-5 to 1e-3. Default: 0, so that the learning rate is found first."),
        Place::UnderMore);
    batchSize_ = new IntegerSpinBox;
    batchSize_->setRange(1, 1'000'000);
    batchSize_->setStepping(IntegerSpinBox::Stepping::Doubling);
    addNumber(tr("Batch size"), batchSize_, tr("Samples in one step, usually 32 to 2048. Default: 128."),
              Place::UnderMore);
    loss_ = new QComboBox;
    loss_->addItem(tr("training"), static_cast<int>(FinderLoss::Training));
    loss_->addItem(tr("validation"), static_cast<int>(FinderLoss::Validation));
    addField(
        tr("Loss"), loss_,
        tr("What the curve shows and is judged by: the loss of each step's batch (the default), or that of "
           "held-out samples after each step, as in Smith's paper. That takes several times as long."),
        Place::UnderMore);
    smoothing_ = new QComboBox;
    smoothing_->addItem(tr("Gaussian"), static_cast<int>(CurveSmoothing::ZeroPhase));
    smoothing_->addItem(tr("running mean"), static_cast<int>(CurveSmoothing::Ema));
    smoothing_->addItem(tr("none"), static_cast<int>(CurveSmoothing::None));
    addField(
        tr("Smoothing"), smoothing_,
        tr("Of the strong curve. Gaussian, the default: zero-phase, moves nothing. Running mean: of weight "
           "0.98 and corrected for its start, as other finders draw it; it lags behind. None: the losses as "
           "they "
           "are. Candidates and recommendation look at the Gaussian one in any case."),
        Place::UnderMore);
    hessian_ = new QCheckBox(tr("measure"));
    addField(tr("Curvature"), hessian_,
             tr("After the test, the largest eigenvalue λ of the loss's Hessian where the test started, and "
                "the learning rates that theory allows there: 2/λ, with momentum 2(1+μ)/λ. Takes up to 160 "
                "gradients more. Default: not measured."),
             Place::UnderMore);
}

void FinderPanel::createPicks() {
    addTitle(tr("Picks"));
    maxLr_ = newLrField();
    maxLr_->setSpecialText(tr("not picked"));
    maxLr_->setAccessibleName(tr("Max LR"));
    addNumber(withMark(QStringLiteral("▼"), tr("Max LR")), maxLr_,
              tr("The largest learning rate of the schedule: left of the blow-up. Click the curve, or write "
                 "it here."));
    minLr_ = newLrField();
    minLr_->setSpecialText(tr("not picked"));
    minLr_->setAccessibleName(tr("Min LR"));
    addNumber(
        withMark(QStringLiteral("▲"), tr("Min LR")), minLr_,
        tr("Where the schedule starts: usually a tenth of max LR. Shift-click the curve, or write it here."));

    addTitle(tr("Candidates"));
    candidates_ = new CandidateList;
    addWide(candidates_);
    curvature_ = newNote();
    addWide(curvature_);
}

void FinderPanel::connectSignals() {
    const auto number = [this](ScientificSpinBox* field, auto member) {
        connect(field, &ScientificSpinBox::valueChanged, this,
                [this, member](double value) { edit([&](ExperimentConfig& c) { member(c) = value; }); });
    };
    number(lrMin_, [](ExperimentConfig& c) -> double& { return c.finder.lrMin; });
    number(lrMax_, [](ExperimentConfig& c) -> double& { return c.finder.lrMax; });
    number(momentum_, [](ExperimentConfig& c) -> double& { return c.momentum; });
    number(weightDecay_, [](ExperimentConfig& c) -> double& { return c.weightDecay; });
    const auto takeFinalMomentum = [this] {
        edit([this](ExperimentConfig& c) { c.finder.finalMomentum = finalMomentum_->optionalValue(); });
    };
    connect(finalMomentum_, &ScientificSpinBox::valueChanged, this, takeFinalMomentum);
    connect(finalMomentum_, &ScientificSpinBox::unset, this, takeFinalMomentum);
    connect(steps_, &IntegerSpinBox::valueChanged, this, [this](quint64 steps) {
        edit([steps](ExperimentConfig& c) { c.finder.steps = static_cast<std::int64_t>(steps); });
    });
    connect(seeds_, &IntegerSpinBox::valueChanged, this, [this](quint64 seeds) {
        edit([seeds](ExperimentConfig& c) { c.finder.seeds = static_cast<std::int64_t>(seeds); });
    });
    connect(batchSize_, &IntegerSpinBox::valueChanged, this, [this](quint64 size) {
        edit([size](ExperimentConfig& c) { c.batchSize = static_cast<std::int64_t>(size); });
    });
    connect(ramp_, &QComboBox::activated, this, [this] {
        edit(
            [this](ExperimentConfig& c) { c.finder.ramp = static_cast<Ramp>(ramp_->currentData().toInt()); });
    });

    connect(loss_, &QComboBox::activated, this, [this] {
        edit([this](ExperimentConfig& c) {
            c.finder.loss = static_cast<FinderLoss>(loss_->currentData().toInt());
        });
    });

    connect(smoothing_, &QComboBox::activated, this,
            [this] { emit smoothingChosen(static_cast<CurveSmoothing>(smoothing_->currentData().toInt())); });
    connect(hessian_, &QCheckBox::clicked, this,
            [this](bool on) { edit([on](ExperimentConfig& c) { c.finder.hessian = on; }); });

    connect(maxLr_, &ScientificSpinBox::valueChanged, this, [this](double rate) {
        setPicks(rate, pickedMinLr_);
        emit maxLrEdited(rate);
    });
    connect(minLr_, &ScientificSpinBox::valueChanged, this, [this](double rate) {
        setPicks(pickedMaxLr_, rate);
        emit minLrEdited(rate);
    });
    // An emptied field is a slip, not a wish: what was picked stands.
    for (auto* field : {maxLr_, minLr_})
        connect(field, &ScientificSpinBox::unset, this, [this] { setPicks(pickedMaxLr_, pickedMinLr_); });
    connect(candidates_, &CandidateList::recommendationUsed, this, &FinderPanel::recommendationUsed);
    connect(candidates_, &CandidateList::candidateUsed, this, &FinderPanel::candidateUsed);
}

template <typename Change> void FinderPanel::edit(Change change) {
    const ExperimentConfig before = config_;
    change(config_);
    show();
    if (config_ != before) emit configChanged(config_);
}

void FinderPanel::setConfig(const ExperimentConfig& config) {
    config_ = config;
    show();
}

void FinderPanel::show() {
    lrMin_->setValue(config_.finder.lrMin);
    lrMax_->setValue(config_.finder.lrMax);
    steps_->setValue(static_cast<quint64>(config_.finder.steps));
    seeds_->setValue(static_cast<quint64>(config_.finder.seeds));
    ramp_->setCurrentIndex(ramp_->findData(static_cast<int>(config_.finder.ramp)));
    momentum_->setValue(config_.momentum);
    finalMomentum_->setOptionalValue(config_.finder.finalMomentum);
    weightDecay_->setValue(config_.weightDecay);
    batchSize_->setValue(static_cast<quint64>(config_.batchSize));
    loss_->setCurrentIndex(loss_->findData(static_cast<int>(config_.finder.loss)));
    hessian_->setChecked(config_.finder.hessian);
    checkBounds();
}

void FinderPanel::checkBounds() {
    lrMin_->setMinimum(0.0, config_.finder.ramp == Ramp::Linear ? End::Closed : End::Open);
    const bool rises = config_.finder.lrMax > config_.finder.lrMin;
    lrMax_->setOuterProblem(rises ? QString()
                                  : tr("Must be above “From”, %1.").arg(exactText(config_.finder.lrMin)));
}

void FinderPanel::setPicks(std::optional<double> maxLr, std::optional<double> minLr) {
    pickedMaxLr_ = maxLr;
    pickedMinLr_ = minLr;
    maxLr_->setOptionalValue(maxLr);
    minLr_->setOptionalValue(minLr);
    checkPicks();
}

void FinderPanel::checkPicks() {
    const bool crossed = pickedMaxLr_ && pickedMinLr_ && *pickedMinLr_ >= *pickedMaxLr_;
    minLr_->setOuterProblem(crossed ? tr("Must be below max LR, %1.").arg(exactText(*pickedMaxLr_))
                                    : QString());
}

void FinderPanel::setSuggestions(const LrSuggestions& suggestions) {
    candidates_->setSuggestions(suggestions);
}

void FinderPanel::setPrice(const QString& sentence) {
    price_->setText(sentence);
    price_->setVisible(!sentence.isEmpty());
}

void FinderPanel::setCurvature(const QString& sentence) {
    curvature_->setText(sentence);
    curvature_->setVisible(!sentence.isEmpty());
}

} // namespace cyclo::ui
