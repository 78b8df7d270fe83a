// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/experiments/ExperimentConfig.h"
#include "ui/models/RunListModel.h"
#include "ui/panels/Panel.h"

#include <optional>

class QLabel;

namespace cyclo::ui {

class IntegerSpinBox;

/// Says in words what will be trained; edits epochs and seed of an experiment; shows the figures of a run.
class TrainPanel : public Panel {
    Q_OBJECT

public:
    explicit TrainPanel(QWidget* parent = nullptr);

    ExperimentConfig config() const { return config_; }
    void setConfig(const ExperimentConfig& config); ///< no signal

    /// Figures of the run that is shown; nothing before the first.
    void setFigures(const std::optional<RunItem>& run);

signals:
    void configChanged(const cyclo::ExperimentConfig& config);

private:
    void createFields();
    void createFigures();
    void connectSignals();
    void show();
    template <typename Change> void edit(Change change);

    ExperimentConfig config_;
    QLabel* recipe_ = nullptr;
    IntegerSpinBox* epochs_ = nullptr;
    IntegerSpinBox* seed_ = nullptr;
    QLabel* noFigures_ = nullptr;
    QWidget* figures_ = nullptr;
    QLabel* state_ = nullptr;
    QLabel* bestAccuracy_ = nullptr;
    QLabel* lastAccuracy_ = nullptr;
    QLabel* bestLoss_ = nullptr;
    QLabel* lastLoss_ = nullptr;
    QLabel* imagesPerSecond_ = nullptr;
};

} // namespace cyclo::ui
