// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/TrainPanel.h"

#include "ui/models/NumberText.h"
#include "ui/models/RecipeText.h"
#include "ui/panels/IntegerSpinBox.h"
#include "ui/panels/ScientificSpinBox.h"
#include "ui/theme/Numbers.h"

#include <QGridLayout>
#include <QLabel>
#include <QPushButton>

#include <cmath>

namespace cyclo::ui {

namespace {

constexpr int kBetweenParts = 8;

QLabel* noteLabel() {
    auto* label = new QLabel;
    label->setProperty("role", "note");
    label->setWordWrap(true);
    return label;
}

QString percentOrDash(const std::optional<double>& fraction) {
    return fraction ? percentText(*fraction) : QStringLiteral("–");
}

QString numberOrDash(const std::optional<double>& value) {
    return value ? formatNumber(*value) : QStringLiteral("–");
}

} // namespace

TrainPanel::TrainPanel(QWidget* parent) : Panel(parent) {
    createFields();
    createBend();
    createFigures();
    createComparison();
    connectSignals();
    show();
    setFigures(std::nullopt);
    setBaseline(std::nullopt);
    setBending(false);
}

void TrainPanel::createFields() {
    addTitle(tr("What will be trained"));
    recipe_ = new QLabel;
    recipe_->setWordWrap(true);
    recipe_->setTextFormat(Qt::PlainText);
    addWide(recipe_);
    epochs_ = new IntegerSpinBox;
    epochs_->setRange(1, 1'000'000);
    addNumber(tr("Epochs"), epochs_, tr("Passes over the training set, usually 1 to 100. Default: 5."));
    seed_ = new IntegerSpinBox;
    addNumber(tr("Seed"), seed_,
              tr("Of the first weights and of the order of the samples. Same seed, same curve. Default: 1."));
}

void TrainPanel::createBend() {
    bend_ = new ScientificSpinBox;
    bend_->setMinimum(0.0, ScientificSpinBox::End::Open);
    bend_->setValue(1.0);
    addNumber(
        tr("Learning rate ×"), bend_,
        tr("While a run is alive: from its next step on the planned learning rates are multiplied by this. "
           "1 follows the plan, 0.5 halves the rest of it."));
    bendNote_ = noteLabel();
    bendNote_->setText(tr("From the next step on; the change stands in the chart and in the run's record."));
    addWide(bendNote_);
}

void TrainPanel::createFigures() {
    addTitle(tr("Figures"));
    noFigures_ = noteLabel();
    noFigures_->setText(tr("A training run puts its figures here."));
    addWide(noFigures_);

    figures_ = new QWidget;
    auto* grid = new QGridLayout(figures_);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(kBetweenParts);
    grid->setVerticalSpacing(kBetweenParts / 2);
    grid->setColumnStretch(0, 1);
    const auto row = [&](const QString& name) {
        const int at = grid->rowCount();
        auto* value = new QLabel;
        value->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
        value->setTextInteractionFlags(Qt::TextSelectableByMouse);
        value->setAccessibleName(name);
        grid->addWidget(new QLabel(name), at, 0);
        grid->addWidget(value, at, 1);
        return value;
    };
    state_ = row(tr("Run"));
    bestAccuracy_ = row(tr("Best validation accuracy"));
    lastAccuracy_ = row(tr("Last validation accuracy"));
    bestLoss_ = row(tr("Best validation loss"));
    lastLoss_ = row(tr("Last validation loss"));
    imagesPerSecond_ = row(tr("Images per second"));
    addWide(figures_);
}

void TrainPanel::createComparison() {
    addTitle(tr("Compare"));
    baseline_ = new QPushButton;
    baseline_->setToolTip(tr("The same data, network, seed and number of steps, with the learning rate held "
                             "at the middle of the bounds: what the schedule is measured against."));
    addWide(baseline_);
    QLabel* note = noteLabel();
    note->setText(tr("Runs with a tick in the list below are drawn together."));
    addWide(note);
}

void TrainPanel::connectSignals() {
    connect(baseline_, &QPushButton::clicked, this, &TrainPanel::baselineRequested);
    connect(bend_, &ScientificSpinBox::valueChanged, this, &TrainPanel::bendRequested);
    connect(epochs_, &IntegerSpinBox::valueChanged, this, [this](quint64 epochs) {
        edit([epochs](ExperimentConfig& c) { c.epochs = static_cast<std::int64_t>(epochs); });
    });
    connect(seed_, &IntegerSpinBox::valueChanged, this,
            [this](quint64 seed) { edit([seed](ExperimentConfig& c) { c.seed = seed; }); });
}

template <typename Change> void TrainPanel::edit(Change change) {
    const ExperimentConfig before = config_;
    change(config_);
    show();
    if (config_ != before) emit configChanged(config_);
}

void TrainPanel::setConfig(const ExperimentConfig& config) {
    config_ = config;
    show();
}

void TrainPanel::setBaseline(const std::optional<double>& learningRate) {
    hasBaseline_ = learningRate.has_value();
    baseline_->setText(learningRate ? tr("Train at a fixed %1").arg(formatShort(*learningRate))
                                    : tr("Train at a fixed rate"));
    baseline_->setEnabled(hasBaseline_ && !running_);
}

void TrainPanel::setBending(bool on) {
    const QSignalBlocker quiet(bend_);
    bend_->setValue(1.0);
    setFieldShown(bend_, on);
    bendNote_->setVisible(on);
}

void TrainPanel::setRunning(bool running) {
    running_ = running;
    baseline_->setEnabled(hasBaseline_ && !running_);
}

void TrainPanel::show() {
    recipe_->setText(recipeSentences(config_));
    epochs_->setValue(static_cast<quint64>(config_.epochs));
    seed_->setValue(config_.seed);
}

void TrainPanel::setFigures(const std::optional<RunItem>& run) {
    noFigures_->setVisible(!run);
    figures_->setVisible(run.has_value());
    if (!run) return;
    state_->setText(tr("%1, %2").arg(run->number).arg(runStateText(run->state)));
    state_->setToolTip(run->message);
    bestAccuracy_->setText(percentOrDash(run->figures.bestAccuracy));
    lastAccuracy_->setText(percentOrDash(run->figures.lastAccuracy));
    bestLoss_->setText(numberOrDash(run->figures.bestLoss));
    lastLoss_->setText(numberOrDash(run->figures.lastLoss));
    const auto& rate = run->figures.imagesPerSecond;
    imagesPerSecond_->setText(rate ? formatCount(std::llround(*rate)) : QStringLiteral("–"));
}

} // namespace cyclo::ui
