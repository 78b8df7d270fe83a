// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/Catch.h"
#include "tests/support/PlotHands.h"
#include "ui/charts/ScheduleChart.h"
#include "ui/charts/TrainingChart.h"

#include <cmath>

using namespace cyclo;
using namespace cyclo::ui;
using cyclo::test::PlotHands;

namespace {

ScheduleRows rows(int steps) {
    ScheduleRows plan;
    for (int step = 0; step < steps; ++step) {
        plan.learningRate.push_back(0.01 + 0.001 * step);
        plan.momentum.push_back(0.95 - 0.001 * step);
        plan.weightDecay.push_back(0.0);
    }
    return plan;
}

std::vector<StepRecord> travelled(const ScheduleRows& plan, int from, int to) {
    std::vector<StepRecord> steps;
    for (int step = from; step < to; ++step) {
        const auto used = plan.at(step);
        steps.push_back({.step = step,
                         .learningRate = used.learningRate,
                         .momentum = used.momentum,
                         .weightDecay = 0.0,
                         .loss = 2.0 * std::exp(-0.05 * step),
                         .smoothedLoss = 2.1 * std::exp(-0.05 * step)});
    }
    return steps;
}

const PlotCurve* curveNamed(const PlotView& plot, const char* name) {
    for (const PlotCurve& curve : plot.contents().curves)
        if (curve.displayName() == QLatin1String(name)) return &curve;
    return nullptr;
}

} // namespace

TEST_CASE("The plan is drawn row by row, learning rate left and momentum right", "[ui][charts][schedule]") {
    ScheduleChart chart;
    chart.setPlan(rows(50));
    const PlotCurve* lr = curveNamed(*chart.plot(), "learning rate");
    const PlotCurve* momentum = curveNamed(*chart.plot(), "momentum");
    REQUIRE(lr);
    REQUIRE(momentum);
    REQUIRE(lr->data.samples().size() == 50);
    CHECK(lr->data.samples()[7] == CurveSample{7.0, 0.01 + 0.001 * 7});
    CHECK(momentum->data.samples()[7] == CurveSample{7.0, 0.95 - 0.001 * 7});
    CHECK(lr->style.axis == AxisSide::Left);
    CHECK(momentum->style.axis == AxisSide::Right);
    chart.setPlan(rows(80));
    CHECK(lr->data.samples().size() == 80);
    CHECK(chart.plot()->viewRange().x == AxisRange{0.0, 80.0});
}

TEST_CASE("What was travelled is thicker than what is planned and ends at now", "[ui][charts][schedule]") {
    ScheduleChart chart;
    const ScheduleRows plan = rows(50);
    chart.setPlan(plan);
    chart.appendTravelled(travelled(plan, 0, 10));
    chart.appendTravelled(travelled(plan, 10, 20));
    CHECK(chart.plot()->contents().now == 19.0);
    const PlotCurve* planned = curveNamed(*chart.plot(), "learning rate");
    const PlotCurve* used = curveNamed(*chart.plot(), "learning rate used");
    REQUIRE(planned);
    REQUIRE(used);
    CHECK(used->style.width > 1.5 * planned->style.width);
    CHECK(used->data.samples().size() == 20);
    chart.clearTravelled();
    CHECK_FALSE(chart.plot()->contents().now);
    CHECK(planned->data.samples().size() == 50);
}

TEST_CASE("Learning rate and momentum show their own inks", "[ui][charts][schedule]") {
    ScheduleChart chart;
    chart.resize(600, 300);
    const ScheduleRows plan = rows(50);
    chart.setPlan(plan);
    chart.appendTravelled(travelled(plan, 0, 50));
    chart.show();
    REQUIRE(QTest::qWaitForWindowExposed(&chart));
    PlotHands hands(*chart.plot());
    CHECK(hands.ink(inkColour(Ink::LearningRate, Tone::Light)) > 500);
    CHECK(hands.ink(inkColour(Ink::Momentum, Tone::Light)) > 500);
}

TEST_CASE("A run's losses and accuracies come at their steps, accuracy in percent",
          "[ui][charts][training]") {
    TrainingChart chart;
    chart.setTotalSteps(50);
    chart.appendSteps(travelled(rows(50), 0, 20));
    EpochRecord epoch;
    epoch.step = 10;
    epoch.validationLoss = 0.5;
    epoch.validationAccuracy = 0.9875;
    chart.appendEpoch(epoch);
    const PlotCurve* accuracy = curveNamed(*chart.plot(), "accuracy %");
    const PlotCurve* validation = curveNamed(*chart.plot(), "validation loss");
    REQUIRE(accuracy);
    REQUIRE(validation);
    CHECK(accuracy->data.samples() == std::vector<CurveSample>{{10.0, 98.75}});
    CHECK(validation->data.samples() == std::vector<CurveSample>{{10.0, 0.5}});
    CHECK(validation->style.markers);
    CHECK(curveNamed(*chart.plot(), "loss")->data.samples().size() == 20);
    CHECK(chart.plot()->viewRange().x == AxisRange{0.0, 50.0});
}

TEST_CASE("A log loss axis begins above zero and a linear one at zero", "[ui][charts][training]") {
    TrainingChart chart;
    chart.appendSteps(travelled(rows(50), 0, 50)); // losses from 2.1 to 0.17
    CHECK(chart.plot()->viewRange().left.from == 0.0);
    chart.setLogLoss(true);
    CHECK(chart.hasLogLoss());
    CHECK(chart.plot()->viewRange().left == AxisRange{0.1, 5.0});
    chart.setLogLoss(false);
    CHECK(chart.plot()->viewRange().left.from == 0.0);
}

TEST_CASE("Labels of many runs stand right of the plot, over no curve, and leave room for the axis",
          "[ui][charts][training]") {
    TrainingChart chart;
    EpochRecord epoch;
    epoch.step = 50;
    epoch.validationLoss = 0.5;
    epoch.validationAccuracy = 0.9;
    chart.plot()->resize(800, 300);
    chart.setTotalSteps(50);
    chart.appendSteps(travelled(rows(50), 0, 50));
    chart.appendEpoch(epoch);
    const double before = chart.plot()->plotArea().width();
    for (int run = 1; run <= 12; ++run) {
        epoch.validationLoss = 0.5 + 0.001 * run; // they end at one place
        const QString name = QStringLiteral("a run with a long name %1").arg(run);
        chart.addComparison(name, name, runInk(run), std::span(&epoch, 1));
    }
    const QRectF area = chart.plot()->plotArea();
    CHECK(area.width() < before); // the plot makes room for the names
    const double label = QFontMetricsF(chart.plot()->font()).horizontalAdvance("a run with a long name 12");
    CHECK(chart.plot()->width() - area.right() >
          label + QFontMetricsF(chart.plot()->font()).horizontalAdvance("100"));
}

TEST_CASE("Steps that blew up are cut off and said to be, and press nothing flat", "[ui][charts][training]") {
    TrainingChart chart;
    auto steps = travelled(rows(50), 0, 50);
    chart.appendSteps(steps);
    CHECK(chart.plot()->contents().note.isEmpty());
    CHECK_FALSE(chart.plot()->contents().left.to);

    const StepRecord spike{.step = 50, .loss = 5e29, .smoothedLoss = 1e28};
    chart.appendSteps({&spike, 1});
    CHECK(chart.plot()->viewRange().left.to >= steps.front().loss);
    CHECK(chart.plot()->viewRange().left.to <= 10.0);
    CHECK(chart.plot()->contents().note.contains(QStringLiteral("cut off")));

    EpochRecord epoch;
    epoch.step = 51;
    epoch.validationLoss = 20.0; // measured, so it stays in sight
    chart.appendEpoch(epoch);
    CHECK(chart.plot()->viewRange().left.to >= 20.0);

    chart.setLogLoss(true); // there is room for all
    CHECK(chart.plot()->contents().note.isEmpty());
    chart.setLogLoss(false);
    chart.clearRun();
    CHECK(chart.plot()->contents().note.isEmpty());
    CHECK_FALSE(chart.plot()->contents().left.to);
}

TEST_CASE("Runs for comparison outlive the run and leave one by one", "[ui][charts][training]") {
    TrainingChart chart;
    EpochRecord epoch;
    epoch.step = 10;
    epoch.validationLoss = 0.5;
    chart.addComparison(QStringLiteral("7"), QStringLiteral("baseline"), Ink::Run1, std::span(&epoch, 1));
    chart.appendSteps(travelled(rows(50), 0, 20));
    chart.clearRun();
    REQUIRE(curveNamed(*chart.plot(), "baseline"));
    CHECK(curveNamed(*chart.plot(), "loss")->data.samples().empty());
    chart.removeComparison(QStringLiteral("7"));
    CHECK_FALSE(curveNamed(*chart.plot(), "baseline"));
}
