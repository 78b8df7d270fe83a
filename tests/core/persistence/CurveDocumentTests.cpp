// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/persistence/CurveDocument.h"
#include "core/persistence/FileError.h"
#include "core/persistence/RecordJson.h"
#include "tests/support/Catch.h"
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

std::string refusal(const Json& json) {
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

TEST_CASE("A file that is no curve, or a newer one, is refused by name", "[persistence][curve]") {
    Json json = curveToJson(fallingRangeTest());
    SECTION("another format") {
        json["format"] = "cyclometer.run";
        CHECK_THAT(refusal(json), ContainsSubstring("format must be \"cyclometer.curve\""));
    }
    SECTION("a newer version") {
        json["version"] = 2;
        CHECK_THAT(refusal(json), ContainsSubstring("version must be 1, got 2"));
    }
    SECTION("no points") {
        json.erase("points");
        CHECK_THAT(refusal(json), ContainsSubstring("points"));
    }
    SECTION("a point without a learning rate") {
        json["points"][3].erase("lr");
        CHECK_THAT(refusal(json), ContainsSubstring("lr"));
    }
    SECTION("a word for a number") {
        json["suggestions"]["valley"] = "0.1";
        CHECK_THAT(refusal(json), ContainsSubstring("suggestions.valley must be a number"));
    }
}
