// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/persistence/CurveDocument.h"
#include "core/persistence/CurveImport.h"
#include "core/persistence/FileError.h"
#include "core/persistence/RecordJson.h"
#include "core/persistence/StepsCsv.h"
#include "tests/support/Catch.h"
#include "tests/support/JsonSchema.h"
#include "tests/support/Messages.h"

#include <cmath>
#include <limits>

using namespace cyclo;
using namespace cyclo::test;

namespace {

/// 40 losses that fall by a tenth each over as many learning rates, and one that is no number.
FindRecord fallingRangeTest() {
    FindRecord record;
    std::vector<double> lrs, losses;
    for (int i = 0; i <= 40; ++i) {
        lrs.push_back(std::pow(10.0, -4 + i / 10.0));
        losses.push_back(i == 40 ? std::numeric_limits<double>::infinity() : 5.0 - 0.1 * i);
        record.points.push_back({.step = i,
                                 .learningRate = lrs.back(),
                                 .momentum = 0.9,
                                 .weightDecay = 1e-4,
                                 .loss = losses.back(),
                                 .smoothedLoss = 0});
    }
    record.summary.outcome = RunOutcome::Diverged;
    record.suggestions = suggestLearningRates(lrs, losses);
    return record;
}

/// The same with three seeds: one that falls faster and ends earlier, and one that was stopped.
FindRecord threeSeeds() {
    std::vector<FindRecord> tests(3, fallingRangeTest());
    for (std::size_t i = 0; i < tests.size(); ++i) {
        FindRecord& test = tests[i];
        test.config.seed = 1 + i;
        if (i == 1) test.points.resize(38);
        for (std::size_t step = 0; step < test.points.size(); ++step)
            test.points[step].loss -= 0.02 * static_cast<double>(i * step);
        const LrCurve curve = lrCurveOf(test.points);
        test.suggestions = suggestLearningRates(curve.learningRates, curve.losses);
    }
    tests[2].summary.outcome = RunOutcome::Stopped;
    tests[2].summary.message = "stopped after step 41 of 100";
    return pooledTests(tests.front().config, tests, 1.0);
}

std::string curveError(const Json& json) {
    return messageOf<FileError>([&] { curveFromJson(json); });
}

} // namespace

TEST_CASE("A range test read back has the points and suggestions it was written with",
          "[persistence][curve]") {
    const FindRecord record = fallingRangeTest();
    REQUIRE(record.suggestions.recommended);
    const auto curve = curveFromJson(parseJson(jsonText(curveToJson(record))));

    CHECK(curve.outcome == "diverged");
    CHECK(curve.settings["net"] == "lenet");
    REQUIRE(curve.points.size() == 41);
    CHECK(curve.points[7].learningRate == record.points[7].learningRate);
    CHECK(curve.points[7].loss == record.points[7].loss);
    CHECK(curve.points[7].weightDecay == 1e-4);
    CHECK(std::isnan(curve.points[40].loss)); // JSON knows no infinity

    const auto &read = curve.suggestions, &written = record.suggestions;
    CHECK(read.recommended == written.recommended);
    CHECK(read.steepest == written.steepest);
    CHECK(read.valley == written.valley);
    CHECK(read.minimumTenth == written.minimumTenth);
    CHECK(read.slide == written.slide);
    CHECK(read.note == written.note);
    REQUIRE(read.smoothed.size() == 41);
    CHECK(read.smoothed[7] == written.smoothed[7]);
    CHECK(std::isnan(read.smoothed[40]));
}

TEST_CASE("A range test of several seeds is read back, judged the same, and written as it was",
          "[persistence][curve]") {
    const FindRecord record = threeSeeds();
    REQUIRE(record.suggestions.recommended);
    Json json = parseJson(jsonText(curveToJson(record)));
    CHECK(schemaViolation(loadSchema("curve"), json) == "");
    CHECK(json["settings"]["seeds"] == 3);

    const auto curve = curveFromJson(json);
    REQUIRE(curve.seeds.size() == 3);
    CHECK(curve.seeds[1].config.seed == 2);
    CHECK(curve.seeds[1].points.size() == 38);
    CHECK(curve.seeds[1].points[7].loss == record.seeds[1].points[7].loss);
    CHECK(curve.seeds[2].summary.outcome == RunOutcome::Stopped);
    REQUIRE(curve.band.size() == curve.points.size());
    CHECK(curve.band[7].low == bandOf(record)[7].low);
    CHECK(curve.band[7].high == bandOf(record)[7].high);

    const auto table = parseCurve(curveCsv(record)), document = parseCurve(jsonText(json));
    CHECK(table.seeds.size() == 2); // the one that was stopped is not in the mean
    CHECK(suggestLearningRates(table.seeds) == record.suggestions);
    CHECK(suggestLearningRates(document.seeds).recommended == record.suggestions.recommended);
    CHECK(table.curve == lrCurveOf(record.points));

    json["own"] = {{"key", 1}};
    json["settings"]["note"] = "kept";
    json["points"][3]["mark"] = "here";
    json["seeds"][1]["mark"] = true;
    json["seeds"][0]["points"][5]["mark"] = 5;
    CHECK(curveToJson(curveFromJson(json)).dump().size() == json.dump().size());
    CHECK(nlohmann::json::parse(curveToJson(curveFromJson(json)).dump()) ==
          nlohmann::json::parse(json.dump())); // but for the order of the keys
}

TEST_CASE("Validation losses are read back and judged, alone and of several seeds", "[persistence][curve]") {
    FindRecord record = fallingRangeTest();
    for (std::size_t i = 0; i + 1 < record.points.size(); ++i) // the last step made no update
        record.points[i].validationLoss = 0.9 * record.points[i].loss + 0.3;
    record.config.finder.loss = FinderLoss::Validation;
    const LrCurve judged = lrCurveOf(record.points);
    record.suggestions = suggestLearningRates(judged.learningRates, judged.losses);
    if (GENERATE(false, true)) {
        FindRecord other = record;
        other.config.seed = 2;
        record = pooledTests(record.config, {record, other}, 1.0);
    }
    REQUIRE(record.suggestions.recommended);
    const Json json = parseJson(jsonText(curveToJson(record)));
    CHECK(schemaViolation(loadSchema("curve"), json) == "");
    CHECK(json["points"][7]["val_loss"] == *record.points[7].validationLoss);
    CHECK(json["points"][40]["val_loss"].is_null());
    CHECK(json["settings"]["loss"] == "val");
    const auto curve = curveFromJson(json);
    CHECK(curve.points[7].validationLoss == record.points[7].validationLoss);
    CHECK_FALSE(curve.points[40].validationLoss);
    for (const RecordedCurve& read : {parseCurve(jsonText(json)), parseCurve(curveCsv(record))}) {
        const auto said = read.seeds.empty()
                              ? suggestLearningRates(read.curve.learningRates, read.curve.losses)
                              : suggestLearningRates(read.seeds);
        CHECK(said.recommended == record.suggestions.recommended);
    }
}

TEST_CASE("Broken seeds of a curve are refused by name", "[persistence][curve]") {
    Json json = curveToJson(threeSeeds());
    SECTION("no seed") {
        json["seeds"][1].erase("seed");
        CHECK_THAT(curveError(json), ContainsSubstring("seeds[1]") && ContainsSubstring("seed"));
    }
    SECTION("another ending") {
        json["seeds"][0]["outcome"] = "tired";
        CHECK_THAT(curveError(json), ContainsSubstring("must be completed, stopped, diverged or failed"));
    }
    SECTION("a word for a list") {
        json["seeds"] = "three";
        CHECK_THAT(curveError(json), ContainsSubstring("seeds must be a list"));
    }
}

TEST_CASE("A file that is no curve, or a newer one, is refused by name", "[persistence][curve]") {
    Json json = curveToJson(fallingRangeTest());
    SECTION("another format") {
        json["format"] = "cyclometer.run";
        CHECK_THAT(curveError(json), ContainsSubstring("format must be \"cyclometer.curve\""));
    }
    SECTION("a newer version") {
        json["version"] = 2;
        CHECK_THAT(curveError(json), ContainsSubstring("version is 2; this program reads up to 1"));
    }
    SECTION("no points") {
        json.erase("points");
        CHECK_THAT(curveError(json), ContainsSubstring("points"));
    }
    SECTION("a point without a learning rate") {
        json["points"][3].erase("lr");
        CHECK_THAT(curveError(json), ContainsSubstring("lr"));
    }
    SECTION("a word for a number") {
        json["suggestions"]["valley"] = "0.1";
        CHECK_THAT(curveError(json), ContainsSubstring("suggestions.valley must be a number"));
    }
}
