// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/experiments/ExperimentConfig.h"
#include "core/schedules/PolicyKind.h"
#include "ui/panels/Panel.h"

#include <QMap>

#include <map>

class QComboBox;
class QLabel;

namespace cyclo::ui {

class IntegerSpinBox;
class PolicyFieldEditor;
class ScientificSpinBox;

/// Edits policy, epochs and weight decay of an experiment: what the schedule's rows are made from. The fields
/// of the policies are made from their descriptions.
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
    void createKinds();
    void createPolicyFields();
    void addPolicyField(const PolicyField& field);
    void createRunFields();
    void connectSignals();
    void show();
    void showPolicy();
    void showLength();
    void checkPolicy();
    void takeKind();
    void takeField(const std::string& key, const std::optional<FieldValue>& value);
    void setProblemOf(const std::string& key, const QString& problem);
    template <typename Change> void edit(Change change);

    ExperimentConfig config_;
    std::map<std::size_t, Policy> kept_; ///< by kind, as it was when another was chosen: coming back loses
                                         ///< nothing
    std::int64_t stepsPerEpoch_ = 0;
    QComboBox* kind_ = nullptr;
    std::map<std::string, PolicyFieldEditor*> editors_; ///< by key
    IntegerSpinBox* epochs_ = nullptr;
    ScientificSpinBox* weightDecay_ = nullptr;
    QLabel* length_ = nullptr;
};

} // namespace cyclo::ui
