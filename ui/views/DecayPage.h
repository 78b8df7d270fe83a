// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/views/SweepPage.h"

namespace cyclo::ui {

/// Step 6: a family of range tests or short runs, one for each weight decay. A click on a curve picks its decay;
/// on range tests the learning rate under the mouse with it.
class DecayPage : public SweepPage {
    Q_OBJECT

public:
    DecayPage(Workspace& workspace, SweepController& sweeps, QWidget* parent = nullptr);

    SweepKind kind() const override { return SweepKind::WeightDecay; }
    SweepPanel* panel() const { return panel_; }

protected:
    void showResults(const SweepRecord& record) override;
    void take(double value, std::optional<double> x) override;
    QString emptyMessage() const override;

private:
    DecayPage(SweepPanel* panel, Workspace& workspace, SweepController& sweeps, QWidget* parent);

    SweepPanel* panel_ = nullptr;
};

} // namespace cyclo::ui
