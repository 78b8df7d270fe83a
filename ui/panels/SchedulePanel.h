// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/experiments/ExperimentConfig.h"
#include "ui/panels/Panel.h"

class QComboBox;
class QLabel;

namespace cyclo::ui {

class IntegerSpinBox;
class ScientificSpinBox;

/// Edits policy, epochs and weight decay of an experiment: what the schedule's rows are made from.
class SchedulePanel : public Panel {
    Q_OBJECT

public:
    explicit SchedulePanel(QWidget* parent = nullptr);

    ExperimentConfig config() const { return config_; }
    void setConfig(const ExperimentConfig& config); ///< no signal

    /// Of the data that are open; 0 when not known yet.
    void setStepsPerEpoch(std::int64_t stepsPerEpoch);

signals:
    void configChanged(const cyclo::ExperimentConfig& config);

private:
    void createFields();
    void connectSignals();
    void show();
    void showLength();
    void checkPolicy();
    void takeKind();
    template <typename Change> void edit(Change change);
    template <typename Kind, typename Change> void editPolicy(Change change);

    ExperimentConfig config_;
    SmithOneCycle oneCycle_; ///< as it was when another policy was chosen, so that coming back loses nothing
    Constant constant_;
    std::int64_t stepsPerEpoch_ = 0;
    QComboBox* kind_ = nullptr;
    ScientificSpinBox* learningRate_ = nullptr;
    ScientificSpinBox* momentum_ = nullptr;
    ScientificSpinBox* maxLr_ = nullptr;
    ScientificSpinBox* baseLr_ = nullptr;
    ScientificSpinBox* maxMomentum_ = nullptr;
    ScientificSpinBox* baseMomentum_ = nullptr;
    IntegerSpinBox* epochs_ = nullptr;
    ScientificSpinBox* weightDecay_ = nullptr;
    IntegerSpinBox* stepSize_ = nullptr;
    QLabel* length_ = nullptr;
};

} // namespace cyclo::ui
