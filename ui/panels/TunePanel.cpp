// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/TunePanel.h"

#include "core/experiments/FormRange.h"
#include "ui/panels/IntegerSpinBox.h"

#include <QLabel>
#include <QPushButton>

namespace cyclo::ui {

namespace {

constexpr quint64 kMostTunedEpochs = kMostFormEpochs;

QLabel* sentence() {
    auto* label = new QLabel;
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

} // namespace

TunePanel::TunePanel(QWidget* parent) : Panel(parent) {
    createBudget();
    createResult();
}

void TunePanel::createBudget() {
    addTitle(tr("Budget"));
    epochs_ = new IntegerSpinBox;
    epochs_->setRange(1, kMostTunedEpochs);
    addNumber(tr("Epochs"), epochs_,
              tr("Length of the runs that compare weight decays, of the final ones and of each baseline: "
                 "passes over the training set, usually 1 to 100. "
                 "The same as on the Train page. Default: 5."));
    limit_ = new IntegerSpinBox;
    limit_->setRange(1, 100 * kMostTunedEpochs);
    limit_->setSpecialText(tr("no limit"));
    limit_->setUnit(tr("epochs"));
    addNumber(
        tr("All runs"), limit_,
        tr("Epochs that the whole recipe may take, all its runs together: sets the epochs above to as many "
           "as fit. Left empty: no limit."));
    shortEpochs_ = new IntegerSpinBox;
    shortEpochs_->setRange(1, kMostTunedEpochs);
    shortEpochs_->setSpecialText(tr("a quarter"));
    addNumber(tr("Short runs"), shortEpochs_,
              tr("Epochs of each run that compares momenta. Left empty: a quarter of the "
                 "epochs above, at least one."));
    seeds_ = new IntegerSpinBox;
    seeds_->setRange(1, kMostFormSeeds);
    addNumber(tr("Seeds"), seeds_,
              tr("Range tests per batch size, each with weights and order of its own. Default: 2."));
    showForm({});
    total_ = sentence();
    addWide(total_);
    connect(epochs_, &IntegerSpinBox::valueChanged, this,
            [this](quint64 epochs) { emit epochsEdited(static_cast<qint64>(epochs)); });
    connect(limit_, &IntegerSpinBox::valueChanged, this, &TunePanel::settingsChanged);
    connect(limit_, &IntegerSpinBox::unset, this, &TunePanel::settingsChanged);
    connect(shortEpochs_, &IntegerSpinBox::valueChanged, this, &TunePanel::settingsChanged);
    connect(shortEpochs_, &IntegerSpinBox::unset, this, &TunePanel::settingsChanged);
    connect(seeds_, &IntegerSpinBox::valueChanged, this, &TunePanel::settingsChanged);
}

void TunePanel::createResult() {
    addTitle(tr("Result"));
    result_ = sentence();
    addWide(result_);
    use_ = new QPushButton(tr("Use the picks"));
    use_->setToolTip(
        tr("Puts learning rates, momentum and weight decay into the experiment, as one step of undo. "
           "Done by itself at the end of a recipe."));
    addWide(use_);
    save_ = new QPushButton(tr("Save report…"));
    save_->setToolTip(
        tr("Writes report.html, tune.json, schedule.json and weights.safetensors into a folder"));
    addWide(save_);
    connect(use_, &QPushButton::clicked, this, &TunePanel::picksWanted);
    connect(save_, &QPushButton::clicked, this, &TunePanel::saveWanted);
    showResult({});
    setLeft(false, false);
}

void TunePanel::showForm(const TuneForm& form) {
    seeds_->setValue(static_cast<quint64>(form.seeds));
    shortEpochs_->setOptionalValue(form.shortEpochs ? std::optional(static_cast<quint64>(*form.shortEpochs))
                                                    : std::nullopt);
}

TuneForm TunePanel::form() const {
    TuneForm form{.seeds = static_cast<std::int64_t>(seeds_->value())};
    if (const auto epochs = shortEpochs_->optionalValue())
        form.shortEpochs = static_cast<std::int64_t>(*epochs);
    return form;
}

TuneConfig TunePanel::tune(const ExperimentConfig& base) const {
    TuneConfig config;
    config.base = base;
    config.base.init.clear(); // each seed has weights of its own
    // The recipe settles these itself: recipes that differ in nothing else are the same one.
    config.base.policy = SmithOneCycle{};
    config.base.weightDecay = 0.0;
    const TuneForm set = form();
    config.rangeSeeds = set.seeds;
    config.shortEpochs = set.shortEpochs;
    return config;
}

std::optional<std::int64_t> TunePanel::limit() const {
    const auto epochs = limit_->optionalValue();
    return epochs ? std::optional(static_cast<std::int64_t>(*epochs)) : std::nullopt;
}

void TunePanel::clearLimit() {
    limit_->setOptionalValue(std::nullopt);
    setLimitProblem({});
}

void TunePanel::setLimitProblem(const QString& problem) {
    limit_->setOuterProblem(problem);
}

void TunePanel::showEpochs(std::int64_t epochs) {
    epochs_->setValue(static_cast<quint64>(epochs));
}

void TunePanel::showTotal(const QString& text) {
    total_->setText(text);
}

void TunePanel::showResult(const QString& text) {
    result_->setText(text.isEmpty()
                         ? tr("The picks, and whether the 1cycle run beats the best baseline, stand "
                              "here at the end. Stop keeps what was found until then.")
                         : text);
}

void TunePanel::setLeft(bool picks, bool record) {
    use_->setEnabled(picks);
    save_->setEnabled(record);
}

} // namespace cyclo::ui
