// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/RangeCurve.h"
#include "core/experiments/SeedTests.h"
#include "ui/charts/PlotTypes.h"

#include <QWidget>

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace cyclo::ui {

class PlotView;

/// Loss against learning rate while a range test runs, and the picking of its two bounds: click sets the
/// upper one, Shift-click the lower one, handles drag, arrow keys move the active one by a sample, U and L
/// set them at the crosshair. The lower bound never passes the upper one: they change roles. Raw losses are
/// faint, their zero-phase smoothing is strong; both are of the loss that the test is judged by, training or
/// validation, and the axis says which. Of several seeds the mean is drawn like that, over a band that spans
/// them and the faint smoothed curve of each. What lies far above the start and above four times the best
/// loss is cut off and said to be.
class LrFinderChart : public QWidget {
    Q_OBJECT

public:
    explicit LrFinderChart(QWidget* parent = nullptr);

    PlotView* plot() const { return plot_; }

    void setTitle(const QString& sentence);
    void setEmptyMessage(const QString& sentence);         ///< what will appear, and which button makes it
    void setLearningRateRange(double lrMin, double lrMax); ///< of the test to come; 0 < lrMin < lrMax

    /// Steps in the order they were made. A step without a positive learning rate is left out; a loss that is
    /// not finite is marked at the top edge.
    void appendPoints(std::span<const StepRecord> steps);
    /// The same of one of several tests that differ in the seed: the points are then those of their mean, of
    /// the tests that have ended or, before any has, of all that were begun (SeedTests.h).
    void appendSeedPoints(std::uint64_t seed, std::span<const StepRecord> steps);
    void endSeed(std::uint64_t seed, RunOutcome outcome);
    /// Of the curve that is drawn strong, and of the seeds' beside it. A view: rules and guides stay where
    /// they are.
    void setSmoothing(CurveSmoothing smoothing);
    /// Replaces the smoothed curve, which is the one the rules look at, until the next points come;
    /// not while another smoothing is looked at. @param smoothed  one value a point
    void setSmoothed(const std::vector<double>& smoothed);
    /// Forgets the curve and its candidates; the picks stay.
    void clearPoints();
    std::size_t pointCount() const { return test_.points.size(); }

    /// Drawn as guides, each with its reason.
    /// @param limits  of the curvature, beside what the rules say
    void setSuggestions(const LrSuggestions& suggestions, const std::vector<Guide>& limits = {});

    /// The picks from outside (a number field, undo): moves the handles, emits nothing.
    void setPicks(std::optional<double> minLr, std::optional<double> maxLr);
    std::optional<double> minLr() const;
    std::optional<double> maxLr() const;

signals:
    void maxLrPicked(double learningRate); ///< also while a handle is dragged
    void minLrPicked(double learningRate); ///< also while a handle is dragged
    /// A gesture on the picks is complete: the moment for an undo step. After Esc or a double click minLr()
    /// and maxLr() are what they were before it, which may be nothing.
    void pickFinished();

private:
    void createPlot();
    void connectPlot();
    void place(bool upper, double learningRate);
    void moveHandle(const QString& id, double learningRate);
    void revokeLastClick();
    void announce(std::optional<double> oldMin, std::optional<double> oldMax);
    Handle handle(const QString& id, double learningRate, bool upper) const;
    void showHandles();
    std::vector<double> smoothedOf(const LrCurve& curve) const;
    FindRecord& testOf(std::uint64_t seed);
    void judge();
    void pool();
    void showCurves();
    void showLossAxis();
    void showSeeds();
    Ink ink() const;
    QString lossText() const;
    void showNote();

    /// The two picks by the handle that carries each; which is the upper one follows from their order.
    struct Picks {
        std::optional<double> first;
        std::optional<double> second;
        bool loneIsUpper = true; ///< the role of the only one there is
    };

    PlotView* plot_ = nullptr;
    FindRecord test_; ///< its points, and the tests of each seed that they pool, as far as they are
    LrCurve curve_;   ///< what the rules look at of them
    std::vector<double> smoothed_;
    CurveSmoothing smoothing_ = CurveSmoothing::ZeroPhase;
    QString cutNote_; ///< how much of the curve lies above the picture; empty: none
    Picks picks_;
    Picks picksBeforeClick_;
};

} // namespace cyclo::ui
