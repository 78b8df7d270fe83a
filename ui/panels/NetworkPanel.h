// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/experiments/ExperimentConfig.h"
#include "ui/panels/Panel.h"

class QComboBox;
class QLineEdit;

namespace cyclo::ui {

class IntegerSpinBox;
class PathRow;
class ScientificSpinBox;

/// Edits network, optimizer, batch size, seed, precision and threads of an experiment; leaves the rest as it
/// came.
class NetworkPanel : public Panel {
    Q_OBJECT

public:
    explicit NetworkPanel(QWidget* parent = nullptr);

    ExperimentConfig config() const { return config_; }
    void setConfig(const ExperimentConfig& config); ///< no signal

signals:
    void configChanged(const cyclo::ExperimentConfig& config);

private:
    void createFields();
    void createOptimizerFields();
    void connectSignals();
    void connectOptimizer();
    void show();
    void showOptimizer();
    void takeKind();
    void takeWidths();
    void takeSpec();
    template <typename Change> void edit(Change change);

    ExperimentConfig config_;
    QComboBox* kind_ = nullptr;
    QLineEdit* widths_ = nullptr;
    QLineEdit* spec_ = nullptr;
    QComboBox* optimizer_ = nullptr;
    QComboBox* decayMode_ = nullptr;
    QComboBox* momentumForm_ = nullptr;
    ScientificSpinBox* beta2_ = nullptr;
    ScientificSpinBox* eps_ = nullptr;
    ScientificSpinBox* clipNorm_ = nullptr;
    IntegerSpinBox* batchSize_ = nullptr;
    IntegerSpinBox* seed_ = nullptr;
    QComboBox* precision_ = nullptr;
    IntegerSpinBox* threads_ = nullptr;
    PathRow* init_ = nullptr;
};

} // namespace cyclo::ui
