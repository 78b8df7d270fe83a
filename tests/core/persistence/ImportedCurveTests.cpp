// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/peers/PeerSmoothing.h"
#include "core/persistence/ImportedCurve.h"
#include "core/persistence/RecordJson.h"
#include "tests/support/Catch.h"

#include <cmath>

using namespace cyclo;
using cyclo::test::WithinRel;

namespace {

/// A valley whose lowest loss is at 0.1.
LrCurve valley(double offset = 0.0) {
    LrCurve curve;
    for (int i = 0; i < 80; ++i) {
        curve.learningRates.push_back(1e-4 * std::pow(10.0, i / 20.0));
        const double decades = std::log10(curve.learningRates.back() / 0.1);
        curve.losses.push_back(0.5 + offset + 0.4 * decades * decades);
    }
    return curve;
}

} // namespace

TEST_CASE("A recorded curve becomes a range test that is judged like one of ours", "[persistence][curve]") {
    const LrCurve curve = valley();
    const FindRecord record =
        rangeTestOf({.curve = curve, .format = CurveFormat::Csv, .smoothedBy = {}}, "their/curve.csv");
    CHECK(lrCurveOf(record.points).losses == curve.losses);
    CHECK(record.suggestions == suggestLearningRates(curve.learningRates, curve.losses));
    REQUIRE(record.suggestions.recommended);
    CHECK(record.config.finder.lrMin == curve.learningRates.front());
    CHECK(record.config.finder.lrMax == curve.learningRates.back());
    CHECK(record.summary.outcome == RunOutcome::Completed);
    // Network and data are not known: the record says where it was read and nothing else.
    CHECK(curveToJson(record)["settings"] == Json{{"source", "their/curve.csv"}});
}

TEST_CASE("Running means of another finder are undone before they are drawn", "[persistence][curve]") {
    LrCurve plotted = valley();
    const std::vector<double> raw = plotted.losses;
    plotted.losses = plottedByLrFinder(raw);
    REQUIRE(plotted.losses.size() == raw.size());
    const FindRecord record = rangeTestOf(
        {.curve = plotted, .format = CurveFormat::TorchLrFinder, .smoothedBy = PeerFinder::TorchLrFinder},
        "history.json");
    for (std::size_t i = 0; i < raw.size(); ++i)
        CHECK_THAT(record.points[i].loss, WithinRel(raw[i], 1e-9));
}

TEST_CASE("A file of several seeds gives one test each, and their mean", "[persistence][curve]") {
    const std::vector<LrCurve> seeds{valley(-0.1), valley(0.3)};
    const FindRecord record = rangeTestOf(
        {.curve = valley(0.1), .format = CurveFormat::Csv, .smoothedBy = {}, .seeds = seeds}, "seeds.csv");
    REQUIRE(record.seeds.size() == 2);
    CHECK(record.seeds[0].config.seed == 1);
    CHECK(record.seeds[1].config.seed == 2);
    CHECK(lrCurveOf(record.seeds[1].points).losses == seeds[1].losses);
    CHECK_THAT(record.points[7].loss, WithinRel(valley(0.1).losses[7], 1e-9));
    CHECK(record.suggestions == suggestLearningRates(seeds));
}

TEST_CASE("A curve of ours comes with the loss it was judged by and its curvature", "[persistence][curve]") {
    FindRecord run;
    const LrCurve curve = valley();
    for (std::size_t i = 0; i < curve.losses.size(); ++i) {
        StepRecord point;
        point.step = static_cast<std::int64_t>(i);
        point.learningRate = curve.learningRates[i];
        point.momentum = 0.8;
        point.loss = 9.0;
        point.validationLoss = curve.losses[i];
        run.points.push_back(point);
    }
    run.suggestions = suggestLearningRates(curve.learningRates, curve.losses);
    run.curvature = Curvature{.topEigenvalue = 20.0, .limitSgd = 0.1};
    const FindRecord opened = rangeTestOf(curveFromJson(parseJson(jsonText(curveToJson(run)))), "curve.json");
    CHECK(opened.config.finder.loss == FinderLoss::Validation);
    CHECK(opened.config.momentum == 0.8);
    CHECK(lrCurveOf(opened.points).losses == curve.losses);
    CHECK(opened.suggestions == run.suggestions);
    CHECK(opened.curvature == run.curvature);
}
