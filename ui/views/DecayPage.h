// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/views/SweepPage.h"

#include <map>
#include <vector>

namespace cyclo::ui {

class DecayMapChart;

/// Step 6: a family of range tests or short runs, one for each weight decay. A click on a curve picks its
/// decay; on range tests the learning rate under the mouse with it. Range tests are drawn a second time, as a
/// map of learning rate and weight decay below the curves.
class DecayPage : public SweepPage {
    Q_OBJECT

public:
    DecayPage(Workspace& workspace, SweepController& sweeps, QWidget* parent = nullptr);

    SweepKind kind() const override { return SweepKind::WeightDecay; }
    SweepPanel* panel() const { return panel_; }
    DecayMapChart* map() const { return map_; }
    std::vector<PlotView*> plots() const override;

protected:
    void showBegun(const SweepConfig& config) override;
    void showSteps(const SweepMember& member, std::span<const StepRecord> steps) override;
    void showResults(const SweepRecord& record) override;
    void take(double value, std::optional<double> x) override;
    QString emptyMessage() const override;
    void complete(SweepConfig& config) const override;

private:
    DecayPage(SweepPanel* panel, Workspace& workspace, SweepController& sweeps, QWidget* parent);
    void createMap();
    void showMap(bool on);
    void showExperiment();
    SweepMemberRecord& testOf(const SweepMember& member);

    SweepPanel* panel_ = nullptr;
    DecayMapChart* map_ = nullptr;
    std::map<double, std::vector<SweepMemberRecord>> tests_; ///< range tests by decay, as far as they are
};

} // namespace cyclo::ui
