// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiments/SweepRun.h"
#include "core/persistence/SweepJson.h"
#include "tests/core/persistence/Refusal.h"
#include "tests/support/Catch.h"
#include "tests/support/JsonSchema.h"
#include "tests/support/Messages.h"
#include "tests/support/SweepRecords.h"

#include <algorithm>
#include <cmath>
#include <limits>

using namespace cyclo;
using namespace cyclo::test;

namespace {

SweepRecord batchRecord() {
    SweepRecord record;
    record.config = {.kind = SweepKind::BatchSize, .mode = SweepMode::RangeTests, .values = {32, 64, 128}};
    for (const double batch : record.config.values)
        record.members.push_back(rangeTest(batch, {.lowestLr = 0.02 * std::sqrt(batch / 32)}));
    return record;
}

SweepRecord decayRecord() {
    SweepRecord record;
    record.config.values = {0.0, 1e-3, 1e-1};
    record.config.learningRate = 0.1;
    record.members = {shortRun(0.0, 0.4), shortRun(1e-3, 0.3), shortRun(1e-1, std::nan(""))};
    record.outcome = RunOutcome::Stopped;
    record.message = "stopped with 3 finished runs";
    return record;
}

} // namespace

TEST_CASE("A sweep is written as its schema says and its members read back", "[persistence][sweep]") {
    const SweepRecord record = GENERATE(batchRecord(), decayRecord());
    const Json json = parseJson(jsonText(sweepToJson(record)));
    CHECK(schemaViolation(loadSchema("sweep"), json) == "");
    const auto members = sweepMembersFromJson(json, record.config);
    REQUIRE(members.size() == record.members.size());
    for (std::size_t i = 0; i < members.size(); ++i) {
        CHECK(members[i].member == record.members[i].member);
        CHECK(members[i].points == record.members[i].points);
        CHECK(members[i].epochs == record.members[i].epochs);
        CHECK(members[i].summary.outcome == record.members[i].summary.outcome);
        CHECK(members[i].summary.last == record.members[i].summary.last);
    }
}

TEST_CASE("A loss that is no number is null and comes back as NaN", "[persistence][sweep]") {
    SweepRecord record = decayRecord();
    record.members[2].points[0].loss = std::numeric_limits<double>::infinity();
    const Json json = sweepToJson(record);
    CHECK(json["members"][2]["points"]["loss"][0].is_null());
    CHECK(std::isnan(sweepMembersFromJson(json, record.config)[2].points[0].loss));
}

TEST_CASE("The result of a sweep says what its members say", "[persistence][sweep]") {
    const Json batches = sweepResultToJson(batchRecord());
    CHECK_THAT(batches["law"]["exponent"].get<double>(), WithinAbs(0.5, 0.2));
    CHECK(batches["rows"].size() == 3);
    CHECK(batches["rows"][2]["linear"].get<double>() == 4 * batches["rows"][0]["max_lr"].get<double>());
    const Json decays = sweepResultToJson(decayRecord());
    CHECK(decays["best"] == 1e-3);
    CHECK(decays["close"].empty());
    SweepRecord close = decayRecord();
    close.members[0] = shortRun(0.0, 0.302);
    CHECK(sweepResultToJson(close)["close"] == Json{0.0});
    CHECK(decays["scores"][2]["diverged"] == 1);
    CHECK(decays["scores"][2]["val_loss"].is_null());
    CHECK_THAT(decays["scores"][1]["total_decay"].get<double>(), WithinRel(0.1 * 1e-3, 1e-12)); // one step
}

TEST_CASE("A sweep with other settings cannot be gone on with", "[persistence][sweep]") {
    const SweepRecord record = decayRecord();
    const Json json = sweepToJson(record);
    const auto refusalFor = [&](SweepConfig config) {
        return cyclo::test::refusal([&] { sweepMembersFromJson(json, config); });
    };
    SweepConfig other = record.config;
    SECTION("value") {
        other.values.push_back(1.0);
        CHECK_THAT(refusalFor(other),
                   ContainsSubstring("values [0.0,0.001,0.1], this one has [0.0,0.001,0.1,1.0]"));
    }
    SECTION("network") {
        other.base.network = "mlp:8";
        CHECK_THAT(refusalFor(other), ContainsSubstring("net \"lenet\", this one has \"mlp:8\""));
    }
    SECTION("a setting that only one has") {
        other.base.data.limit = 100;
        CHECK_THAT(refusalFor(other), ContainsSubstring("limit none, this one has 100"));
    }
    SECTION("learning rate") {
        other.learningRate = 0.2;
        CHECK_THAT(refusalFor(other), ContainsSubstring("lr 0.1"));
    }
}

TEST_CASE("A broken sweep file is refused with its place", "[persistence][sweep]") {
    const SweepRecord record = decayRecord();
    Json json = sweepToJson(record);
    std::string wanted;
    SECTION("another format") {
        json["format"] = "cyclometer.run";
        wanted = "cyclometer.sweep";
    }
    SECTION("newer") {
        json["version"] = 2;
        wanted = "newer";
    }
    SECTION("columns of different length") {
        json["members"][0]["points"]["loss"].push_back(1.0);
        wanted = "members[0].points.loss must have 1 entries";
    }
    SECTION("a text among the losses") {
        json["members"][0]["points"]["loss"][0] = "low";
        wanted = "members[0].points.loss";
    }
    SECTION("an unfinished member") {
        json["members"][1]["outcome"] = "stopped";
        wanted = "members[1].outcome must be completed or diverged";
    }
    CHECK_THAT(cyclo::test::refusal([&] { sweepMembersFromJson(json, record.config); }),
               ContainsSubstring(wanted));
}

TEST_CASE("The table of a sweep has a row per run", "[persistence][sweep]") {
    const std::string csv = sweepCsv(decayRecord());
    CHECK(std::count(csv.begin(), csv.end(), '\n') == 4);
    CHECK_THAT(csv, ContainsSubstring("grid,0.001,1,completed,0,0.1,0.3,0.5,1e-04\n"));
    CHECK_THAT(csv, ContainsSubstring("grid,0.1,1,diverged,0,0.1,,,0.01")); // the sum is 0.1·0.1 in doubles
}
