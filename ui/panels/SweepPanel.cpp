// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/SweepPanel.h"

#include "ui/models/NumberText.h"
#include "ui/panels/IntegerSpinBox.h"
#include "ui/panels/WrappedLabel.h"
#include "ui/theme/Numbers.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace cyclo::ui {

namespace {

QString textOf(const std::vector<double>& values) {
    QStringList words;
    for (const double value : values)
        words += formatShort(value).remove(QLatin1Char(',')); // of thousands
    return words.join(QStringLiteral(", "));
}

/// Nothing where a word is no number.
std::optional<std::vector<double>> valuesOf(const QString& text) {
    std::vector<double> values;
    for (const QString& word : text.split(QLatin1Char(','), Qt::SkipEmptyParts)) {
        const auto value = numberFromText(word);
        if (!value) return std::nullopt;
        values.push_back(*value);
    }
    return values;
}

QString titleOf(SweepKind kind) {
    switch (kind) {
    case SweepKind::BatchSize:
        return SweepPanel::tr("Batch sizes");
    case SweepKind::Momentum:
        return SweepPanel::tr("Momenta");
    case SweepKind::WeightDecay:
        return SweepPanel::tr("Weight decays");
    }
    return {};
}

QString helpOf(SweepKind kind) {
    switch (kind) {
    case SweepKind::BatchSize:
        return SweepPanel::tr("Batch sizes to try, with commas: 32, 64, 128. Each sees as many samples.");
    case SweepKind::Momentum:
        return SweepPanel::tr(
            "Momenta to try, with commas: 0.9, 0.95, 0.97, 0.99. Each is held for a whole run.");
    case SweepKind::WeightDecay:
        return SweepPanel::tr(
            "Decays to try, with commas: 0, 1e-5, 1e-4, 1e-3. Small networks bear larger ones.");
    }
    return {};
}

} // namespace

SweepPanel::SweepPanel(SweepKind kind, QWidget* parent)
    : Panel(parent), kind_(kind), values_(usualValues(kind)) {
    createFields();
    createTable();
    showForm(usualForm(kind));
}

void SweepPanel::createFields() {
    addTitle(titleOf(kind_));
    valuesField_ = new QLineEdit(textOf(values_));
    addField(tr("Values"), valuesField_, helpOf(kind_));
    connect(valuesField_, &QLineEdit::editingFinished, this, &SweepPanel::takeValues);
    if (kind_ == SweepKind::WeightDecay) createMode();
    if (kind_ != SweepKind::BatchSize) createLengths();
    seeds_ = new IntegerSpinBox;
    seeds_->setRange(1, 100);
    addNumber(
        tr("Seeds"), seeds_,
        tr("Runs per value, each with weights and order of its own. More of them tell noise from effect; "
           "time grows with them."));
    connect(seeds_, &IntegerSpinBox::valueChanged, this, &SweepPanel::settingsChanged);
    if (mode_) {
        explanation_ = wrappedLabel("note");
        addWide(explanation_);
        showMode();
    }
}

void SweepPanel::createMode() {
    mode_ = new QComboBox;
    mode_->addItem(tr("range tests"), static_cast<int>(SweepMode::RangeTests));
    mode_->addItem(tr("short runs"), static_cast<int>(SweepMode::ShortRuns));
    mode_->addItem(tr("branches"), static_cast<int>(SweepMode::Branches));
    addField(tr("Try by"), mode_,
             tr("Range tests find learning rate and decay together: one curve a decay. Short runs "
                "take one after the other: learning rate first, at decay 0, then fixed while the decay is "
                "tried. Branches share the first part of a run and try the decays from there on, which is "
                "quicker. Smith's paper has learning rate and decay sought together."));
    connect(mode_, &QComboBox::activated, this, [this] {
        showMode();
        emit settingsChanged();
    });
}

void SweepPanel::createLengths() {
    epochs_ = new IntegerSpinBox;
    epochs_->setRange(1, 100'000);
    addNumber(tr("Epochs each"), epochs_, tr("Length of a short run. Default: 1."));
    connect(epochs_, &IntegerSpinBox::valueChanged, this, [this] {
        showMode();
        emit settingsChanged();
    });
    if (!mode_) return;
    branchAt_ = new IntegerSpinBox;
    branchAt_->setRange(1, 99);
    branchAt_->setUnit(tr("%"));
    addNumber(tr("Branch at"), branchAt_,
              tr("Share of the run that all decays have in common. Branch where the loss has flattened. "
                 "Default: half."));
    connect(branchAt_, &IntegerSpinBox::valueChanged, this, [this] {
        showMode();
        emit settingsChanged();
    });
}

void SweepPanel::createTable() {
    notice_ = wrappedLabel("note");
    notice_->hide();
    addWide(notice_);
    words_ = new QLabel;
    words_->setWordWrap(true);
    words_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    addWide(words_);
    table_ = new SweepTableView;
    addWide(table_);
    connect(table_, &SweepTableView::rowEntered, this, &SweepPanel::rowEntered);
    connect(table_, &SweepTableView::valueChosen, this, &SweepPanel::valueChosen);
}

/// The fields that the mode has, and what it does.
void SweepPanel::showMode() {
    if (!mode_) return;
    const SweepMode mode = modeOfRuns();
    setFieldShown(epochs_, mode != SweepMode::RangeTests);
    setFieldShown(branchAt_, mode == SweepMode::Branches);
    if (!explanation_) return; // the fields are still being made
    if (mode == SweepMode::RangeTests)
        explanation_->setText(tr("A range test with each decay: both values are picked together."));
    else if (mode == SweepMode::ShortRuns)
        explanation_->setText(
            tr("The learning rate first, at decay 0; then a run with each decay at that rate."));
    else if (shortSteps() == 0)
        explanation_->setText(
            tr("One run at decay %1, the experiment's; from its snapshot on each decay goes its "
               "own way.")
                .arg(formatShort(trunkDecay_)));
    else
        explanation_->setText(
            tr("One run at decay %1, the experiment's, up to step %2 of %3; from its snapshot on "
               "each decay goes its own way.")
                .arg(formatShort(trunkDecay_), formatCount(branchStep()), formatCount(shortSteps())));
}

void SweepPanel::setTrunk(double weightDecay, std::int64_t stepsPerEpoch) {
    trunkDecay_ = weightDecay;
    stepsPerEpoch_ = stepsPerEpoch;
    showMode();
}

std::int64_t SweepPanel::shortSteps() const {
    return static_cast<std::int64_t>(epochs_->value()) * stepsPerEpoch_;
}

/// In [1, steps) wherever there is such a step.
std::int64_t SweepPanel::branchStep() const {
    const double share = static_cast<double>(branchAt_->value()) / 100.0;
    const std::int64_t step = std::llround(share * static_cast<double>(shortSteps()));
    return std::clamp<std::int64_t>(step, 1, std::max<std::int64_t>(1, shortSteps() - 1));
}

void SweepPanel::takeValues() {
    const auto values = valuesOf(valuesField_->text());
    QString problem;
    if (!values) {
        problem = tr("Write numbers with commas, as in %1.").arg(textOf(usualValues(kind_)));
    } else {
        SweepForm next = form();
        next.values = *values;
        try {
            validate(kind_, next);
        } catch (const std::invalid_argument& refused) {
            problem = QString::fromUtf8(refused.what());
        }
    }
    setFieldProblem(valuesField_, problem);
    if (!problem.isEmpty() || *values == values_) return;
    values_ = *values;
    emit settingsChanged();
}

SweepMode SweepPanel::modeOfRuns() const {
    if (mode_) return static_cast<SweepMode>(mode_->currentData().toInt());
    return kind_ == SweepKind::Momentum ? SweepMode::ShortRuns : SweepMode::RangeTests;
}

void SweepPanel::showForm(const SweepForm& form) {
    if (form.values != values_ || valuesField_->text().isEmpty()) {
        values_ = form.values;
        valuesField_->setText(textOf(values_));
        setFieldProblem(valuesField_, {});
    }
    seeds_->setValue(static_cast<quint64>(form.seeds));
    if (epochs_) epochs_->setValue(static_cast<quint64>(form.epochs));
    if (branchAt_) branchAt_->setValue(static_cast<quint64>(form.branchPercent));
    if (mode_) mode_->setCurrentIndex(mode_->findData(static_cast<int>(form.mode)));
    showMode();
}

SweepForm SweepPanel::form() const {
    SweepForm form = usualForm(kind_);
    form.values = values_;
    form.mode = modeOfRuns();
    form.seeds = static_cast<std::int64_t>(seeds_->value());
    if (epochs_) form.epochs = static_cast<std::int64_t>(epochs_->value());
    if (branchAt_) form.branchPercent = static_cast<std::int64_t>(branchAt_->value());
    return form;
}

SweepConfig SweepPanel::sweep(const ExperimentConfig& base) const {
    SweepConfig config{.kind = kind_,
                       .mode = modeOfRuns(),
                       .values = values_,
                       .seeds = static_cast<std::int64_t>(seeds_->value()),
                       .base = base};
    config.base.init.clear(); // each seed has weights of its own
    if (epochs_) {
        config.base.epochs = static_cast<std::int64_t>(epochs_->value());
        if (!std::holds_alternative<SmithOneCycle>(base.policy)) config.base.policy = SmithOneCycle{};
    }
    if (config.mode == SweepMode::Branches) config.branchAt = branchStep();
    return config;
}

void SweepPanel::showNotice(const QString& notice) {
    notice_->setText(notice);
    notice_->setVisible(!notice.isEmpty());
}

void SweepPanel::showTable(const SweepTable& table) {
    words_->setText(table.words);
    table_->showTable(table);
}

void SweepPanel::highlight(std::optional<double> value) {
    table_->highlight(value);
}

} // namespace cyclo::ui
