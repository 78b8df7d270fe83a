// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/BatchScaling.h"
#include "ui/panels/SweepPanel.h"

#include <array>
#include <optional>

class QPushButton;

namespace cyclo::ui {

/// A sweep over batch sizes, and the learning rate for a new batch by each rule side by side.
class BatchPanel : public SweepPanel {
    Q_OBJECT

public:
    explicit BatchPanel(QWidget* parent = nullptr);

    /// @param batchSize  the one that maxLr was found at
    void showScaling(std::int64_t batchSize, double maxLr);
    void setNewBatch(std::int64_t batchSize);

signals:
    void scalingUsed(qint64 batchSize, cyclo::BatchRule rule);

private:
    void showRules();

    static constexpr std::array kRules = {BatchRule::SquareRoot, BatchRule::Linear, BatchRule::None};

    std::int64_t batchSize_ = 1;
    double maxLr_ = 1.0;
    IntegerSpinBox* newBatch_ = nullptr;
    std::array<QPushButton*, kRules.size()> buttons_{};
};

} // namespace cyclo::ui
