// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiments/SweepResults.h"
#include "core/tensor/Rng.h"
#include "tests/support/Catch.h"
#include "tests/support/Numbers.h"
#include "tests/support/SweepRecords.h"

#include <cmath>

using namespace cyclo;
using namespace cyclo::test;

namespace {

std::optional<double> nextOf(const std::vector<std::pair<double, double>>& decaysAndLosses) {
    std::vector<double> values;
    std::vector<SweepMemberRecord> records;
    for (const auto& [decay, loss] : decaysAndLosses) {
        values.push_back(decay);
        records.push_back(shortRun(decay, loss));
    }
    return nextDecay(scoresOf(values, records));
}

} // namespace

TEST_CASE("A batch sweep finds the exponent its range tests were made with", "[experiments][sweep]") {
    const double exponent = GENERATE(0.5, 1.0);
    Rng random(5, "batch-law");
    std::vector<SweepMemberRecord> records;
    for (const double batch : {32.0, 64.0, 128.0, 256.0, 512.0}) {
        for (const std::uint64_t seed : {1, 2, 3}) {
            const double scatter = std::exp(0.15 * random.normal());
            const double lowest = 0.02 * std::pow(batch / 32.0, exponent) * scatter;
            records.push_back(rangeTest(batch, {.lowestLr = lowest}, seed));
        }
    }
    const BatchLaw law = batchLawOf(records);
    REQUIRE(law.law);
    CHECK(law.law->points == 15);
    REQUIRE(law.law->interval);
    CHECK(law.law->interval->contains(exponent));
    CHECK_FALSE(law.law->interval->contains(exponent == 1.0 ? 0.5 : 1.0));
    CHECK(law.law->interval->high - law.law->interval->low < 0.4);

    REQUIRE(law.rows.size() == 5);
    const auto& last = law.rows.back(); // 16 times the first batch
    CHECK(last.batchSize == 512);
    CHECK_THAT(last.squareRoot, WithinRel(4.0 * *law.rows[0].maxLr, 1e-12));
    CHECK_THAT(last.linear, WithinRel(16.0 * *law.rows[0].maxLr, 1e-12));
    CHECK(last.none == *law.rows[0].maxLr);
}

TEST_CASE("A curve that has not risen again says nothing of the largest rate", "[experiments][sweep]") {
    const std::vector<SweepMemberRecord> records{rangeTest(32, {.lowestLr = 0.1}),
                                                 rangeTest(64, {.lowestLr = 9.9})};
    const BatchLaw law = batchLawOf(records);
    CHECK(law.measured[0].maxLr);
    CHECK_FALSE(law.measured[1].maxLr);
    CHECK(law.measured[1].note.find("larger lr-max") != std::string::npos);
    CHECK_FALSE(law.law);
}

TEST_CASE("Scores are means over the seeds, and a diverged run ranks behind every loss",
          "[experiments][sweep]") {
    const std::vector<SweepMemberRecord> records{shortRun(0.9, 0.4, 1),   shortRun(0.9, 0.6, 2),
                                                 shortRun(0.95, 0.1, 1),  shortRun(0.95, kNaN, 2),
                                                 shortRun(0.99, kNaN, 1), shortRun(0.99, kNaN, 2)};
    const std::vector<double> values{0.9, 0.95, 0.99, 0.5};
    const auto scores = scoresOf(values, records);
    REQUIRE(scores.size() == 3);
    CHECK_THAT(scores[0].validationLoss, WithinAbs(0.5, 1e-12));
    CHECK_THAT(scores[0].lossSpread, WithinAbs(std::sqrt(0.02), 1e-12)); // ((0.1² + 0.1²) / 1)^½
    CHECK(scores[1].diverged == 1);
    CHECK(std::isnan(scores[2].validationLoss));
    CHECK(bestOf(scores)->value == 0.9);
    const auto allDiverged = std::vector<ValueScore>(scores.begin() + 2, scores.end());
    CHECK_FALSE(bestOf(allDiverged));
}

TEST_CASE("The next decay lies between the best two in the exponent", "[experiments][sweep]") {
    // Half a decade is a factor of 3.16.
    SECTION("between neighbours") {
        CHECK(nextOf({{0, 0.9}, {1e-5, 0.8}, {1e-4, 0.5}, {1e-3, 0.6}, {1e-2, 2.0}}) == 3.16e-4);
    }
    SECTION("beyond the largest") {
        CHECK(nextOf({{0, 0.9}, {1e-4, 0.5}, {1e-3, 0.4}}) == 3.16e-3);
        CHECK(nextOf({{0, 0.9}, {1e-2, 0.5}, {0.0316, 0.4}}) == 0.1); // no 0.0999
    }
    SECTION("below the smallest, 0 has no exponent") {
        CHECK(nextOf({{0, 0.3}, {1e-4, 0.5}, {1e-3, 0.6}}) == 3.16e-5);
        CHECK(nextOf({{0, 0.4}, {1e-4, 0.3}, {1e-3, 0.6}}) == 3.16e-5);
    }
    SECTION("one that blew up is as bad as can be") {
        CHECK(nextOf({{1e-4, 0.5}, {1e-3, 0.6}, {1e-2, kNaN}}) == 3.16e-4);
    }
    SECTION("too close, nothing but 0, or nothing that ended well") {
        CHECK_FALSE(nextOf({{1.00e-4, 0.5}, {1.05e-4, 0.6}, {1e-2, 0.7}}));
        CHECK_FALSE(nextOf({{0, 0.5}}));
        CHECK_FALSE(nextOf({{0, kNaN}, {1e-3, kNaN}}));
    }
}

TEST_CASE("Of the decays that stay low, the largest that is stable to the highest rate",
          "[experiments][sweep]") {
    // The higher the LR of its lowest loss, the longer it is stable.
    const std::vector<SweepMemberRecord> records{rangeTest(0.0, {.lowestLr = 0.1, .lowestLoss = 0.50}),
                                                 rangeTest(1e-4, {.lowestLr = 0.3, .lowestLoss = 0.48}),
                                                 rangeTest(5e-4, {.lowestLr = 0.3, .lowestLoss = 0.50}),
                                                 rangeTest(1e-3, {.lowestLr = 0.05, .lowestLoss = 0.50}),
                                                 rangeTest(1e-2, {.lowestLr = 0.3, .lowestLoss = 1.50})};
    const auto curves = decayCurvesOf(records);
    REQUIRE(curves.size() == 5);
    CHECK(curves[0].low);
    CHECK_FALSE(curves[4].low);
    CHECK(curves[2].stableLr > curves[0].stableLr);
    CHECK_THAT(curves[2].lowestLoss, WithinAbs(0.5, 0.03));
    // The parabola is a fifth of its fall above the lowest where (3 (log10 lr/0.3) / log10 3000)² = 0.2.
    CHECK_THAT(std::log10(curves[2].stableLr),
               WithinAbs(std::log10(0.3) + std::sqrt(0.2) * std::log10(3000) / 3, 0.1));
    CHECK(bestOf(curves)->weightDecay == 5e-4);
    CHECK(bestOf(curves)->maxLr);

    auto silent = curves;
    for (DecayCurve& curve : silent)
        curve.maxLr.reset(); // no test recommends a rate
    CHECK_FALSE(bestOf(silent));
}
