// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/experiments/ExperimentConfig.h"
#include "ui/models/RunListModel.h"
#include "ui/panels/Panel.h"

#include <optional>

class QLabel;
class QPushButton;

namespace cyclo::ui {

class IntegerSpinBox;
class ScientificSpinBox;

/// Says in words what will be trained; edits epochs and seed of an experiment; shows the figures of a run.
class TrainPanel : public Panel {
    Q_OBJECT

public:
    explicit TrainPanel(QWidget* parent = nullptr);

    ExperimentConfig config() const { return config_; }
    void setConfig(const ExperimentConfig& config); ///< no signal

    /// Figures of the run that is shown; nothing before the first.
    void setFigures(const std::optional<RunItem>& run);

    /// The fixed learning rate that "Compare" offers to train at; nothing where that makes no sense.
    void setBaseline(const std::optional<double>& learningRate);
    void
    setBending(bool on); ///< a training is alive whose learning rate can be bent; begins at a factor of 1
    void setRunning(bool running); ///< a run is alive, so no other one can start

signals:
    void configChanged(const cyclo::ExperimentConfig& config);
    void baselineRequested();
    void bendRequested(double factor); ///< of the rest of the plan; > 0

private:
    void createFields();
    void createBend();
    void createFigures();
    void createComparison();
    void connectSignals();
    void show();
    template <typename Change> void edit(Change change);

    ExperimentConfig config_;
    bool running_ = false;
    bool hasBaseline_ = false;
    QPushButton* baseline_ = nullptr;
    QLabel* recipe_ = nullptr;
    IntegerSpinBox* epochs_ = nullptr;
    IntegerSpinBox* seed_ = nullptr;
    ScientificSpinBox* bend_ = nullptr;
    QLabel* bendNote_ = nullptr;
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
