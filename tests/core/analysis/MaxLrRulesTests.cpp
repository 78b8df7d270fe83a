// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/MaxLrRules.h"
#include "core/tensor/Rng.h"
#include "tests/support/Catch.h"

#include <cmath>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

using namespace cyclo;
using cyclo::test::WithinAbs;

namespace {

double answerOf(const std::string& name, const SmoothedView& view) {
    for (const auto& rule : maxLrRules())
        if (rule.name == name) return rule(view);
    throw std::logic_error("no rule " + name);
}

} // namespace

TEST_CASE("Each rule for the largest LR stands where it says on a V-shaped curve", "[analysis][maxlr]") {
    // Falls from 2 at 1e-3 to 0 at 1e-1 by 1 a decade, and rises again by 1 a decade.
    std::vector<double> places, losses;
    for (int i = 0; i <= 40; ++i) {
        places.push_back(-3 + 0.1 * i);
        losses.push_back(std::abs(places.back() + 1));
    }
    const SmoothedView view{.places = places, .losses = losses, .startLoss = 2.0, .noise = 0.25};
    const auto at = [&](const std::string& name) { return answerOf(name, view); };
    CHECK_THAT(at("minimum"), WithinAbs(-1, 1e-9));
    CHECK_THAT(at("minimum/10"), WithinAbs(-2, 1e-9));
    CHECK_THAT(at("minimum*3"), WithinAbs(-1 + std::log10(3.0), 1e-9));
    CHECK_THAT(at("minimum/2"), WithinAbs(-1 - std::log10(2.0), 1e-9));
    CHECK_THAT(at("rise_start"), WithinAbs(-0.75, 1e-9));
    CHECK_THAT(at("half_way"), WithinAbs(0, 1e-9));
    CHECK_THAT(at("half_way/3"), WithinAbs(-std::log10(3.0), 1e-9));
    CHECK_THAT(at("half_way/4"), WithinAbs(-std::log10(4.0), 1e-9));
    CHECK_THAT(at("minimum-third_way"), WithinAbs(-2.0 / 3.0, 1e-9));
    CHECK_THAT(at("minimum-half_way"), WithinAbs(-0.5, 1e-9));
    CHECK_THAT(at("back_at_start/10"), WithinAbs(0, 1e-9));
    CHECK(at("steepest") < -1);
    CHECK_THAT(at("steepest-minimum"), WithinAbs((at("steepest") + at("minimum")) / 2, 1e-12));
}

TEST_CASE("Where a curve does not rise again the rules that wait for it stand at its end",
          "[analysis][maxlr]") {
    const std::vector<double> places{-3, -2, -1}, losses{3, 2, 1};
    const SmoothedView view{.places = places, .losses = losses, .startLoss = 3, .noise = 0.1};
    for (const char* name : {"minimum", "rise_start", "half_way"})
        CHECK(answerOf(name, view) == -1);
    // The pair from 1e-3 to 1e-2 falls as fast as the next, and comes first.
    CHECK(answerOf("steepest", view) == -2.5);
}

TEST_CASE("Rules have names of their own and answer inside the curve or a factor below",
          "[analysis][maxlr]") {
    std::set<std::string> names;
    for (const auto& rule : maxLrRules())
        names.insert(rule.name);
    CHECK(names.size() == maxLrRules().size());
    CHECK(names.contains(recommendedRule().name));

    Rng rng(3);
    for (int round = 0; round < 200; ++round) {
        std::vector<double> places{-5}, losses{rng.normal()};
        for (std::uint64_t i = 0; i <= rng.below(50); ++i) {
            places.push_back(places.back() + 0.01 + rng.uniform());
            losses.push_back(rng.normal());
        }
        for (const auto& rule : maxLrRules()) {
            CAPTURE(rule.name);
            const double answer =
                rule({.places = places, .losses = losses, .startLoss = rng.normal(), .noise = rng.uniform()});
            REQUIRE(answer >= places.front() + std::min(0.0, std::log10(rule.factor)));
            REQUIRE(answer <= places.back());
        }
    }
}
