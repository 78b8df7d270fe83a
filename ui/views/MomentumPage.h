// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/views/SweepPage.h"

namespace cyclo::ui {

/// The other half of step 5: short runs at a few momenta, overlaid. A click on a curve takes its momentum as
/// the highest of the schedule.
class MomentumPage : public SweepPage {
    Q_OBJECT

public:
    MomentumPage(Workspace& workspace, SweepController& sweeps, QWidget* parent = nullptr);

    SweepKind kind() const override { return SweepKind::Momentum; }
    SweepPanel* panel() const { return panel_; }

protected:
    void showResults(const SweepRecord& record) override;
    void take(double value, std::optional<double> x) override;
    QString emptyMessage() const override;
    void complete(SweepConfig& config) const override; ///< at the planned learning rate, where one is known

private:
    MomentumPage(SweepPanel* panel, Workspace& workspace, SweepController& sweeps, QWidget* parent);

    SweepPanel* panel_ = nullptr;
};

} // namespace cyclo::ui
