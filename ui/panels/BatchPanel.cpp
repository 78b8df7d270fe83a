// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/BatchPanel.h"

#include "ui/panels/IntegerSpinBox.h"
#include "ui/theme/Numbers.h"

#include <QPushButton>

namespace cyclo::ui {

BatchPanel::BatchPanel(QWidget* parent) : SweepPanel(SweepKind::BatchSize, parent) {
    addTitle(tr("Learning rate for a new batch"));
    newBatch_ = new IntegerSpinBox;
    newBatch_->setRange(1, 1'000'000);
    newBatch_->setStepping(IntegerSpinBox::Stepping::Doubling);
    addNumber(tr("New batch size"), newBatch_,
              tr("The learning rates below go with it. Use one of them, and batch and learning rate change "
                 "together."));
    connect(newBatch_, &IntegerSpinBox::valueChanged, this, &BatchPanel::showRules);
    for (std::size_t i = 0; i < kRules.size(); ++i) {
        buttons_[i] = new QPushButton;
        addWide(buttons_[i]);
        connect(buttons_[i], &QPushButton::clicked, this, [this, rule = kRules[i]] {
            emit scalingUsed(static_cast<qint64>(newBatch_->value()), rule);
        });
    }
}

void BatchPanel::showScaling(std::int64_t batchSize, double maxLr) {
    batchSize_ = batchSize;
    maxLr_ = maxLr;
    if (newBatch_->value() == 0) newBatch_->setValue(static_cast<quint64>(2 * batchSize));
    showRules();
}

void BatchPanel::setNewBatch(std::int64_t batchSize) {
    newBatch_->setValue(static_cast<quint64>(batchSize));
    showRules();
}

void BatchPanel::showRules() {
    const auto batch = static_cast<std::int64_t>(newBatch_->value());
    const QStringList names = {tr("× √k"), tr("× k"), tr("the same")};
    const QStringList reasons = {
        tr("Keeps the variance of the gradient's estimate (Krizhevsky 2014). Smith's paper states no rule."),
        tr("As if small steps were taken together; large batches need a warm-up (Goyal et al.)."),
        tr("Safe, and slow where the batch grows.")};
    for (std::size_t i = 0; i < kRules.size(); ++i) {
        const auto at = static_cast<qsizetype>(i);
        buttons_[i]->setEnabled(batch >= 1 && maxLr_ > 0);
        if (!buttons_[i]->isEnabled()) continue;
        const double scaled = learningRateForBatch(kRules[i], maxLr_, batchSize_, batch);
        buttons_[i]->setText(tr("Use %1  (%2)").arg(formatNumber(scaled), names.at(at)));
        buttons_[i]->setToolTip(reasons.at(at));
    }
}

} // namespace cyclo::ui
