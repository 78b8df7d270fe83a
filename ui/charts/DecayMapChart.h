// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/experiments/DecayMap.h"
#include "core/experiments/SweepResults.h"
#include "ui/charts/PlotTypes.h"

#include <QWidget>

#include <map>
#include <optional>

namespace cyclo::ui {

class PlotView;

/// The loss over learning rate and weight decay: a row for each decay, 0 at the bottom, a cell for each
/// learning rate. A click on a cell, or Enter where the arrow keys are, picks both values.
class DecayMapChart : public QWidget {
    Q_OBJECT

public:
    explicit DecayMapChart(QWidget* parent = nullptr);

    PlotView* plot() const { return plot_; }

    /// No rows; the range of learning rates to come. @param loss  what the colours are: "training loss"
    void clear(const AxisOptions& x, const QString& loss);
    void setRow(const DecayRow& row); ///< a new decay, or one that has gone on
    /// Marks the learning rate up to which this decay is stable.
    void setBest(const std::optional<DecayCurve>& best);
    /// What is picked now, as a line each. @param maxLr  nothing: none is picked
    void setPicks(double weightDecay, std::optional<double> maxLr);

signals:
    void decayHovered(std::optional<double> weightDecay); ///< under the mouse or the keys; nothing: none
    void cellClicked(double weightDecay, double learningRate);

private:
    void showRows();
    void showScale();
    void showNote();
    void showMarks();
    std::optional<double> decayUnderCrosshair() const;

    PlotView* plot_ = nullptr;
    std::map<double, DecayRow> rows_; ///< by decay
    QString loss_;
    std::optional<DecayCurve> best_;
    double pickedDecay_ = 0.0;
    std::optional<double> pickedLr_;
    std::optional<double> hovered_;
};

} // namespace cyclo::ui
