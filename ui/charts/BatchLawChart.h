// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/experiments/SweepResults.h"

#include <QWidget>

namespace cyclo::ui {

class PlotView;

/// The largest usable learning rate against the batch size, both logarithmic: what was measured, the power law
/// through it, and what the rules foretell from the smallest batch on.
class BatchLawChart : public QWidget {
    Q_OBJECT

public:
    explicit BatchLawChart(QWidget* parent = nullptr);

    PlotView* plot() const { return plot_; }
    void setLaw(const BatchLaw& law);
    void clear();

private:
    PlotView* plot_ = nullptr;
};

} // namespace cyclo::ui
