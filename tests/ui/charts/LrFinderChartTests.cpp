// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/Catch.h"
#include "tests/support/PlotHands.h"
#include "ui/charts/LrFinderChart.h"

#include <QSignalSpy>

#include <cmath>
#include <limits>

using namespace cyclo;
using namespace cyclo::ui;
using cyclo::test::PlotHands;
using cyclo::test::WithinRel;

namespace {

/// Falls from 2.3 to 0.3 and blows up by a factor of ten a decade beyond 1.
std::vector<StepRecord> sweep() {
    std::vector<StepRecord> steps;
    for (int i = 0; i <= 60; ++i) {
        StepRecord step;
        step.step = i;
        step.learningRate = std::pow(10.0, -5.0 + i / 10.0);
        const double place = std::log10(step.learningRate);
        step.loss =
            0.3 + 2.0 / (1.0 + std::exp(2.5 * (place + 2.5))) + (place > 0 ? std::pow(10.0, 6 * place) : 0.0);
        steps.push_back(step);
    }
    return steps;
}

struct Finder {
    LrFinderChart chart;
    PlotHands hands{*chart.plot()};

    Finder() {
        chart.resize(800, 500);
        chart.setLearningRateRange(1e-5, 10.0);
        chart.appendPoints(sweep());
        chart.show();
        REQUIRE(QTest::qWaitForWindowExposed(&chart));
    }
};

} // namespace

TEST_CASE("A click picks the max LR and a Shift-click the min LR", "[ui][charts][finder]") {
    Finder finder;
    QSignalSpy max(&finder.chart, &LrFinderChart::maxLrPicked);
    QSignalSpy min(&finder.chart, &LrFinderChart::minLrPicked);
    const double wantedMax = finder.hands.valueAt(0.1);
    const double wantedMin = finder.hands.valueAt(0.001);
    finder.hands.click(0.1);
    finder.hands.click(0.001, Qt::ShiftModifier);
    REQUIRE(max.count() == 1);
    REQUIRE(min.count() == 1);
    CHECK_THAT(max[0][0].toDouble(), WithinRel(wantedMax, 1e-12));
    CHECK_THAT(min[0][0].toDouble(), WithinRel(wantedMin, 1e-12));
    CHECK(finder.chart.maxLr() == max[0][0].toDouble());
    CHECK(finder.chart.minLr() == min[0][0].toDouble());
}

TEST_CASE("Picks that pass each other change roles", "[ui][charts][finder]") {
    Finder finder;
    finder.chart.setPicks(0.01, 0.1);
    QSignalSpy max(&finder.chart, &LrFinderChart::maxLrPicked);
    QSignalSpy min(&finder.chart, &LrFinderChart::minLrPicked);
    SECTION("by a click below the min LR") {
        finder.hands.click(0.001);
        CHECK(finder.chart.maxLr() == 0.01);
    }
    SECTION("by dragging the max LR below the min LR") {
        finder.hands.drag(0.1, 0.001);
        CHECK(finder.chart.maxLr() == 0.01);
        CHECK_THAT(*finder.chart.minLr(), WithinRel(0.001, 0.03));
    }
    CHECK(max.last()[0].toDouble() == 0.01);
    CHECK(min.last()[0].toDouble() == *finder.chart.minLr());
    CHECK(*finder.chart.minLr() < *finder.chart.maxLr());
    for (const Handle& handle : finder.chart.plot()->contents().handles)
        CHECK((handle.shape == HandleShape::Down) == (handle.value == finder.chart.maxLr()));
}

TEST_CASE("Dragging a pick tells every value and one end", "[ui][charts][finder]") {
    Finder finder;
    finder.chart.setPicks(0.01, 0.1);
    QSignalSpy max(&finder.chart, &LrFinderChart::maxLrPicked);
    QSignalSpy min(&finder.chart, &LrFinderChart::minLrPicked);
    QSignalSpy finished(&finder.chart, &LrFinderChart::pickFinished);
    finder.hands.press(0.1);
    finder.hands.moveTo(0.2);
    finder.hands.moveTo(0.5);
    CHECK(max.count() == 2);
    CHECK(finished.isEmpty());
    finder.hands.release(0.5);
    CHECK(finished.count() == 1);
    CHECK(min.isEmpty());
    CHECK(finder.chart.minLr() == 0.01);
}

TEST_CASE("A listener that rounds what is dragged does not take the handle away", "[ui][charts][finder]") {
    Finder finder;
    finder.chart.setPicks(0.01, 0.1);
    const auto round = [&] {
        const auto rounded = [](double value) { return std::round(value * 1e4) / 1e4; };
        finder.chart.setPicks(rounded(*finder.chart.minLr()), rounded(*finder.chart.maxLr()));
    };
    QObject::connect(&finder.chart, &LrFinderChart::minLrPicked, round);
    QObject::connect(&finder.chart, &LrFinderChart::maxLrPicked, round);
    finder.hands.press(0.1);
    finder.hands.moveTo(0.002); // passes the min LR
    finder.hands.moveTo(0.003);
    finder.hands.moveTo(0.5); // and back
    finder.hands.release(0.5);
    CHECK(finder.chart.minLr() == 0.01);
    CHECK_THAT(*finder.chart.maxLr(), WithinRel(0.5, 0.03));
}

TEST_CASE("Esc in a drag brings both picks back", "[ui][charts][finder]") {
    Finder finder;
    finder.chart.setPicks(0.01, 0.1);
    finder.hands.press(0.1);
    finder.hands.moveTo(0.001); // the roles have changed
    QSignalSpy finished(&finder.chart, &LrFinderChart::pickFinished);
    QTest::keyClick(finder.chart.plot(), Qt::Key_Escape);
    CHECK(finished.count() == 1);
    CHECK(finder.chart.minLr() == 0.01);
    CHECK(finder.chart.maxLr() == 0.1);
}

TEST_CASE("A double click leaves the picks as they were before it", "[ui][charts][finder]") {
    Finder finder;
    finder.chart.setPicks(0.01, 0.1);
    QSignalSpy max(&finder.chart, &LrFinderChart::maxLrPicked);
    finder.hands.click(1.0);
    CHECK_THAT(*finder.chart.maxLr(), WithinRel(1.0, 0.03));
    QTest::mouseDClick(finder.chart.plot(), Qt::LeftButton, {}, finder.hands.at(1.0, 0.6));
    CHECK(finder.chart.maxLr() == 0.1);
    CHECK(max.last()[0].toDouble() == 0.1);
}

TEST_CASE("Keys pick what the mouse picks", "[ui][charts][finder]") {
    Finder finder;
    PlotView* plot = finder.chart.plot();
    plot->setFocus();
    QTest::keyClick(plot, Qt::Key_Home);
    QTest::keyClick(plot, Qt::Key_Right, Qt::ControlModifier); // the eleventh sample
    const double there = sweep()[10].learningRate;
    SECTION("Enter is a click") {
        QTest::keyClick(plot, Qt::Key_Return);
        CHECK(finder.chart.maxLr() == there);
        QTest::keyClick(plot, Qt::Key_Right); // and the pick is active
        CHECK(finder.chart.maxLr() == sweep()[11].learningRate);
    }
    SECTION("Shift and Enter is a Shift-click") {
        QTest::keyClick(plot, Qt::Key_Return, Qt::ShiftModifier);
        CHECK(finder.chart.minLr() == there);
        CHECK_FALSE(finder.chart.maxLr());
    }
}

TEST_CASE("Picks set from outside move the handles and tell nobody", "[ui][charts][finder]") {
    Finder finder;
    QSignalSpy max(&finder.chart, &LrFinderChart::maxLrPicked);
    QSignalSpy min(&finder.chart, &LrFinderChart::minLrPicked);
    finder.chart.setPicks(0.02, 0.2);
    CHECK(finder.chart.minLr() == 0.02);
    CHECK(finder.chart.plot()->contents().handles.size() == 2);
    finder.chart.setPicks(0.02, std::nullopt);
    CHECK(finder.chart.minLr() == 0.02);
    CHECK_FALSE(finder.chart.maxLr());
    finder.chart.setPicks(std::nullopt, std::nullopt);
    CHECK(finder.chart.plot()->contents().handles.empty());
    CHECK(max.isEmpty());
    CHECK(min.isEmpty());
}

TEST_CASE("The blow-up is cut off and said to be", "[ui][charts][finder]") {
    Finder finder; // the highest loss is a million
    const ViewRange& range = finder.chart.plot()->viewRange();
    CHECK(range.left.to >= 2.3); // the start stays in sight
    CHECK(range.left.to <= 4.0);
    CHECK(finder.chart.plot()->contents().note.contains(QStringLiteral("cut off")));
    finder.chart.clearPoints();
    auto calm = sweep();
    calm.resize(50); // before the blow-up
    finder.chart.appendPoints(calm);
    CHECK_FALSE(finder.chart.plot()->contents().note.contains(QStringLiteral("cut off")));
    CHECK(finder.chart.plot()->contents().note.contains(QStringLiteral("Shift+click")));
    finder.chart.setPicks(std::nullopt, 0.1);
    CHECK(finder.chart.plot()->contents().note.isEmpty()); // who has picked knows how to
}

TEST_CASE("Steps without a positive learning rate are left out, lost losses are marked",
          "[ui][charts][finder]") {
    LrFinderChart chart;
    std::vector<StepRecord> steps = sweep();
    steps[0].learningRate = 0.0;
    steps[1].learningRate = std::numeric_limits<double>::quiet_NaN();
    steps.back().loss = std::numeric_limits<double>::quiet_NaN();
    chart.appendPoints(steps);
    CHECK(chart.pointCount() == 59);
    REQUIRE(chart.plot()->contents().curves.size() == 2);
    CHECK(chart.plot()->contents().curves[0].data.lost().size() == 1);
    CHECK(chart.plot()->contents().curves[1].data.lost().empty());
    chart.appendPoints({}); // nothing new is no harm
    CHECK(chart.pointCount() == 59);
}

TEST_CASE("What is drawn is the loss that is judged, raw as well as smoothed, and the axis says which",
          "[ui][charts][finder]") {
    LrFinderChart chart;
    const auto rawLosses = [&chart] {
        std::vector<double> losses;
        for (const CurveSample& sample : chart.plot()->contents().curves[0].data.samples())
            losses.push_back(sample.y);
        return losses;
    };
    std::vector<StepRecord> steps = sweep();
    std::vector<double> validated, trained;
    for (StepRecord& step : steps) {
        step.validationLoss = step.loss + 0.5;
        trained.push_back(step.loss);
        validated.push_back(*step.validationLoss);
    }
    chart.appendPoints(steps);
    CHECK(rawLosses() == validated);
    CHECK(chart.plot()->contents().left.title == "validation loss");
    CHECK(chart.plot()->contents().curves[0].displayName() == "validation loss");

    chart.clearPoints();
    for (StepRecord& step : steps)
        step.validationLoss.reset();
    chart.appendPoints(steps);
    CHECK(rawLosses() == trained);
    CHECK(chart.plot()->contents().left.title == "training loss");
}

TEST_CASE("Seeds are drawn as their mean over a band that spans them", "[ui][charts][finder][seeds]") {
    LrFinderChart chart;
    const auto named = [&chart](const QString& name) -> const PlotCurve* {
        for (const PlotCurve& curve : chart.plot()->contents().curves)
            if (curve.displayName() == name) return &curve;
        return nullptr;
    };
    std::vector<StepRecord> higher = sweep();
    for (StepRecord& step : higher)
        step.loss += 1.0;
    chart.appendSeedPoints(1, sweep());
    chart.appendSeedPoints(2, std::span(higher).first(30)); // on its way
    CHECK(chart.pointCount() == 30);                        // of both, as far as both are
    REQUIRE(named("training loss, mean of 2 seeds"));
    CHECK_THAT(named("training loss, mean of 2 seeds")->data.samples()[3].y,
               WithinRel(sweep()[3].loss + 0.5, 1e-12));
    REQUIRE(named("lowest seed"));
    REQUIRE(named("highest seed"));
    CHECK_THAT(named("highest seed")->data.samples()[3].y - named("lowest seed")->data.samples()[3].y,
               WithinRel(1.0, 1e-2)); // each is smoothed in its own way: they differ in length
    REQUIRE(named("seed 2"));
    CHECK(named("seed 2")->data.samples().size() == 30);
    CHECK(chart.plot()->contents().curves.back().displayName() == "smoothed"); // over all others

    chart.endSeed(1, RunOutcome::Diverged);
    CHECK(chart.pointCount() == sweep().size()); // of the one that ended
    CHECK(named("training loss, one seed so far"));

    chart.clearPoints();
    CHECK(chart.pointCount() == 0);
    CHECK(chart.plot()->contents().bands.empty());
    CHECK(chart.plot()->contents().curves.size() == 2);
}

TEST_CASE("A step whose validation loss is missing is a lost one", "[ui][charts][finder]") {
    LrFinderChart chart;
    std::vector<StepRecord> steps = sweep();
    for (StepRecord& step : steps)
        step.validationLoss = step.loss;
    steps.back().validationLoss.reset(); // it blew up, so that no update was made
    chart.appendPoints(steps);
    CHECK(chart.plot()->contents().curves[0].data.lost().size() == 1);
}

TEST_CASE("Suggestions become guides with their reasons", "[ui][charts][finder]") {
    LrFinderChart chart;
    LrSuggestions suggestions;
    suggestions.steepest = LrCandidate{.learningRate = 0.003, .index = 5, .why = "falls fastest"};
    suggestions.recommended = LrRecommendation{.minLr = 0.01, .maxLr = 0.1, .why = "a tenth below"};
    chart.setSuggestions(suggestions);
    const auto& guides = chart.plot()->contents().guides;
    REQUIRE(guides.size() == 3);
    CHECK(guides[0].value == 0.003);
    CHECK(guides[0].reason == QStringLiteral("falls fastest"));
    CHECK(guides[1].value == 0.1);
    CHECK(guides[2].value == 0.01);
}

TEST_CASE("Smoothing is a view: it draws another curve and moves no guide", "[ui][charts][finder]") {
    Finder finder;
    const auto steps = sweep();
    const LrCurve curve = lrCurveOf(steps);
    const LrSuggestions suggestions = suggestLearningRates(curve.learningRates, curve.losses);
    finder.chart.setSuggestions(suggestions);
    const auto contents = [&] { return finder.chart.plot()->contents(); };
    const auto guides = contents().guides;
    const auto drawn = [&] {
        for (const PlotCurve& each : contents().curves)
            if (each.id == "smoothed") return each.data.samples();
        return std::vector<CurveSample>{};
    };
    const auto gaussian = drawn();
    finder.chart.setSmoothing(CurveSmoothing::None);
    const auto raw = drawn();
    REQUIRE(raw.size() == steps.size());
    CHECK(raw[20].y == steps[20].loss);
    CHECK_FALSE(raw == gaussian);
    finder.chart.setSmoothing(CurveSmoothing::Ema);
    CHECK(drawn()[30].y > gaussian[30].y);          // on the way down a running mean lags
    finder.chart.setSmoothed(suggestions.smoothed); // as the end of a test gives it
    CHECK(drawn()[30].y > gaussian[30].y);
    CHECK(contents().guides == guides);
    finder.chart.setSmoothing(CurveSmoothing::ZeroPhase);
    CHECK(drawn() == gaussian);
}
