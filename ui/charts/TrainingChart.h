// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/training/TrainingObserver.h"
#include "ui/charts/PlotTypes.h"

#include <QWidget>

#include <cstdint>
#include <span>

namespace cyclo::ui {

class PlotView;

/// A run while it trains: loss of each step faint and smoothed, loss and accuracy on the held-out set with a
/// mark for each epoch. Loss left (log on demand), accuracy right in percent, step below. Earlier runs can
/// lie under it for comparison.
class TrainingChart : public QWidget {
    Q_OBJECT

public:
    explicit TrainingChart(QWidget* parent = nullptr);

    PlotView* plot() const { return plot_; }

    void setTitle(const QString& sentence);
    void setEmptyMessage(const QString& sentence); ///< what will appear, and which button makes it
    void setTotalSteps(std::int64_t steps);        ///< of the run to come, so that the x axis stands still

    void appendSteps(std::span<const StepRecord> steps); ///< in order
    void appendEpoch(const EpochRecord& epoch);
    void setChanges(std::span<const LearningRateChange> changes); ///< that a person made to the run; marked
    void clearRun(); ///< the run's curves; those for comparison stay

    bool hasLogLoss() const { return logLoss_; }
    void setLogLoss(bool on);

    /// Another run's validation loss by epoch, drawn thin in the ink that the run keeps.
    void addComparison(const QString& id, const QString& name, Ink ink, std::span<const EpochRecord> epochs);
    void removeComparison(const QString& id);

private:
    void showLossAxis();

    PlotView* plot_ = nullptr;
    bool logLoss_ = false;
    double highest_ = 0.0; ///< of the losses of the run's steps
    double usual_ = 0.0;   ///< the highest of its first loss and its validation losses
};

} // namespace cyclo::ui
