// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/BatchScaling.h"
#include "ui/views/SweepPage.h"

namespace cyclo::ui {

class BatchLawChart;
class BatchPanel;

/// Step 4: how the learning rate goes with the batch size, by the rules and as measured.
class BatchPage : public SweepPage {
    Q_OBJECT

public:
    BatchPage(Workspace& workspace, SweepController& sweeps, QWidget* parent = nullptr);

    SweepKind kind() const override { return SweepKind::BatchSize; }
    BatchPanel* panel() const { return panel_; }
    BatchLawChart* law() const { return law_; }
    std::vector<PlotView*> plots() const override;

protected:
    void showResults(const SweepRecord& record) override;
    void take(double value, std::optional<double> x) override;
    QString emptyMessage() const override;

private:
    BatchPage(BatchPanel* panel, Workspace& workspace, SweepController& sweeps, QWidget* parent);
    void showExperiment();
    void useScaling(std::int64_t batchSize, BatchRule rule);

    BatchPanel* panel_ = nullptr;
    BatchLawChart* law_ = nullptr;
};

} // namespace cyclo::ui
