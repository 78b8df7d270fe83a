// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/Catch.h"
#include "ui/views/LrPlan.h"

#include <cmath>
#include <limits>

using namespace cyclo;
using namespace cyclo::ui;

namespace {

const LrRecommendation kAdvice{.minLr = 0.02, .maxLr = 0.2, .why = {}};

SmithOneCycle cycle(double baseLr, double maxLr) {
    SmithOneCycle policy;
    policy.baseLr = baseLr;
    policy.maxLr = maxLr;
    return policy;
}

Constant constant(double learningRate) {
    Constant policy;
    policy.learningRate = learningRate;
    return policy;
}

} // namespace

TEST_CASE("Picks win over the recommendation, and that over the policy's own bounds", "[views][lrplan]") {
    const Policy policy = cycle(0.04, 0.1);
    CHECK(plannedBounds(policy, {}, {}) == LrBounds{0.04, 0.1, BoundSource::Default, BoundSource::Default});
    CHECK(plannedBounds(policy, {}, kAdvice) ==
          LrBounds{0.02, 0.2, BoundSource::Recommended, BoundSource::Recommended});
    CHECK(plannedBounds(policy, {.minLr = 0.3, .maxLr = 0.6}, kAdvice) ==
          LrBounds{0.3, 0.6, BoundSource::Picked, BoundSource::Picked});
}

TEST_CASE("A lone pick is joined by a bound that leaves room for a cycle", "[views][lrplan]") {
    const Policy policy = SmithOneCycle{};
    SECTION("below a picked maximum stands a tenth of it") {
        const LrBounds bounds = plannedBounds(policy, {.minLr = {}, .maxLr = 0.5}, kAdvice);
        CHECK(bounds == LrBounds{0.05, 0.5, BoundSource::Derived, BoundSource::Picked});
    }
    SECTION("and it has no more digits than the maximum, though a division would leave sixteen") {
        CHECK(plannedBounds(policy, {.minLr = {}, .maxLr = 0.113}, {}).minLr == 0.0113);
    }
    SECTION("above a picked minimum stands the recommended maximum") {
        const LrBounds bounds = plannedBounds(policy, {.minLr = 0.01, .maxLr = {}}, kAdvice);
        CHECK(bounds == LrBounds{0.01, 0.2, BoundSource::Picked, BoundSource::Recommended});
    }
    SECTION("unless the minimum lies above that, then ten times the minimum") {
        const LrBounds bounds = plannedBounds(policy, {.minLr = 0.5, .maxLr = {}}, kAdvice);
        CHECK(bounds == LrBounds{0.5, 5.0, BoundSource::Picked, BoundSource::Derived});
    }
}

TEST_CASE("A constant policy takes the maximum as its one learning rate", "[views][lrplan]") {
    const Policy policy = constant(0.01);
    CHECK(plannedBounds(policy, {}, {}).maxLr == 0.01);
    const LrBounds bounds = plannedBounds(policy, {.minLr = 0.1, .maxLr = 0.7}, kAdvice);
    CHECK(bounds.minLr == bounds.maxLr);
    CHECK(std::get<Constant>(withBounds(policy, bounds)).learningRate == 0.7);
}

TEST_CASE("A maximum below the minimum swaps roles", "[views][lrplan]") {
    const LrPicks picks{.minLr = 0.1, .maxLr = 1.0};
    CHECK(withMaxLr(picks, 0.01) == LrPicks{.minLr = 0.01, .maxLr = 0.1});
    CHECK(withMinLr(picks, 5.0) == LrPicks{.minLr = 1.0, .maxLr = 5.0});
}

TEST_CASE("A pick on top of the other one replaces it", "[views][lrplan]") {
    const LrPicks picks{.minLr = 0.1, .maxLr = 1.0};
    CHECK(withMaxLr(picks, 0.1) == LrPicks{.minLr = {}, .maxLr = 0.1});
    CHECK(withMinLr(picks, 1.0) == LrPicks{.minLr = 1.0, .maxLr = {}});
}

TEST_CASE("What is no learning rate picks nothing", "[views][lrplan]") {
    const LrPicks picks{.minLr = 0.1, .maxLr = 1.0};
    const double wrong = GENERATE(0.0, -1.0, std::numeric_limits<double>::quiet_NaN(),
                                  std::numeric_limits<double>::infinity());
    CHECK(withMaxLr(picks, wrong) == picks);
    CHECK(withMinLr(picks, wrong) == picks);
}

TEST_CASE("Of an edited policy only the learning rates that were changed become picks", "[views][lrplan]") {
    const Policy planned = cycle(0.02, 0.2);
    SmithOneCycle edited = cycle(0.02, 0.2);
    SECTION("momentum is no pick") {
        edited.baseMomentum = 0.8;
        CHECK(picksAfterEdit({}, planned, edited) == LrPicks{});
    }
    SECTION("the maximum is") {
        edited.maxLr = 0.3;
        CHECK(picksAfterEdit({}, planned, edited) == LrPicks{.minLr = {}, .maxLr = 0.3});
    }
    SECTION("an emptied base takes its pick back") {
        edited.baseLr.reset();
        CHECK(picksAfterEdit({.minLr = 0.02, .maxLr = 0.2}, planned, edited) ==
              LrPicks{.minLr = {}, .maxLr = 0.2});
    }
    SECTION("the learning rate of a constant policy is the maximum") {
        CHECK(picksAfterEdit({}, constant(0.1), constant(0.3)) == LrPicks{.minLr = {}, .maxLr = 0.3});
    }
}

TEST_CASE("A tenth of a picked maximum is left to the policy's own rule", "[views][lrplan]") {
    const Policy policy = cycle(0.04, 0.1);
    const LrBounds derived = plannedBounds(policy, {.minLr = {}, .maxLr = 0.5}, {});
    const auto planned = std::get<SmithOneCycle>(withBounds(policy, derived));
    CHECK(planned.maxLr == 0.5);
    CHECK_FALSE(planned.baseLr.has_value());
    const LrBounds picked = plannedBounds(policy, {.minLr = 0.2, .maxLr = 0.5}, {});
    CHECK(std::get<SmithOneCycle>(withBounds(policy, picked)).baseLr == 0.2);
}
