// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/LrSuggestions.h"
#include "core/analysis/SignificantDigits.h"
#include "core/tensor/Rng.h"
#include "tests/core/analysis/SyntheticCurves.h"
#include "tests/support/Catch.h"
#include "tests/support/Messages.h"
#include "tests/support/Numbers.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <stdexcept>
#include <string>

using namespace cyclo;
using cyclo::test::kInf;
using cyclo::test::kNaN;
using cyclo::test::mentions;
using cyclo::test::SyntheticCurve;
using cyclo::test::WithinRel;

namespace {

LrSuggestions suggest(const SyntheticCurve& curve) {
    return suggestLearningRates(curve.learningRates, curve.losses);
}

SyntheticCurve curveOf(double from, double to, int count, const std::function<double(double)>& lossAtLogLr) {
    SyntheticCurve curve{.learningRates = test::rungs(from, to, count), .losses = {}};
    for (const double lr : curve.learningRates)
        curve.losses.push_back(lossAtLogLr(std::log10(lr)));
    return curve;
}

bool saysNothing(const LrSuggestions& suggestions) {
    return !suggestions.steepest && !suggestions.valley && !suggestions.minimumTenth && !suggestions.slide &&
           !suggestions.recommended && !suggestions.note.empty();
}

double median(std::vector<double> values) {
    std::ranges::sort(values);
    return values[values.size() / 2];
}

double rootMeanSquare(const std::vector<double>& values) {
    double sum = 0;
    for (const double value : values)
        sum += value * value;
    return std::sqrt(sum / static_cast<double>(values.size()));
}

} // namespace

TEST_CASE("Steepest and minimum are not shifted along the axis, whatever the noise",
          "[analysis][suggestions]") {
    // Noise-free truth of dropAndBlowUp, on a fine grid of log10 LR. The exponential mean that finders use
    // shifts these by 0.64 and 1.12 decades.
    double steepestAt = 0, lowestAt = 0, steepest = 0, lowest = 10;
    for (double u = -6; u < 0.5; u += 0.001) {
        const double slope = (test::dropAndBlowUp(u + 1e-5) - test::dropAndBlowUp(u - 1e-5)) / 2e-5;
        if (slope < steepest) steepest = slope, steepestAt = u;
        if (test::dropAndBlowUp(u) < lowest) lowest = test::dropAndBlowUp(u), lowestAt = u;
    }
    struct Setting {
        double noise;
        int count;
        double steepestError, lowestError; ///< bound of the root mean square, in decades
    };
    // Published for a Gaussian of 3 samples at 100: 0.03 and 0.03 at noise 0.02; 0.13 and 0.11 at 0.1.
    const auto setting = GENERATE(Setting{0.02, 100, 0.1, 0.1}, Setting{0.1, 100, 0.2, 0.2},
                                  Setting{0.1, 1000, 0.1, 0.1}, Setting{0.02, 50, 0.2, 0.2});
    CAPTURE(setting.noise, setting.count);
    std::vector<double> steepestShifts, lowestShifts;
    for (std::uint64_t seed = 1; seed <= 100; ++seed) {
        Rng rng(seed);
        const auto found =
            suggest(test::sweepCurve([&](int) { return setting.noise * rng.normal(); }, setting.count));
        REQUIRE(found.minimumTenth);
        REQUIRE(found.steepest);
        steepestShifts.push_back(std::log10(found.steepest->learningRate) - steepestAt);
        lowestShifts.push_back(std::log10(10 * found.minimumTenth->learningRate) - lowestAt);
    }
    CHECK(std::abs(median(steepestShifts)) <= 0.1);
    CHECK(std::abs(median(lowestShifts)) <= 0.1);
    CHECK(rootMeanSquare(steepestShifts) <= setting.steepestError);
    CHECK(rootMeanSquare(lowestShifts) <= setting.lowestError);
}

TEST_CASE("No suggestion depends on how far down the range begins", "[analysis][suggestions]") {
    // The same 12 rungs a decade from 1e-7, 1e-6 and 1e-5 on.
    const auto found = [](double from, std::uint64_t seed) {
        Rng rng(seed);
        const int count = static_cast<int>(std::lround(12 * (1 - std::log10(from))));
        return suggest(
            curveOf(from, 10, count, [&](double u) { return test::dropAndBlowUp(u) + 0.02 * rng.normal(); }));
    };
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        const auto reference = found(1e-7, seed);
        for (const double from : {1e-6, 1e-5}) {
            const auto shifted = found(from, seed);
            const auto apart = [&](const std::optional<LrCandidate> LrSuggestions::*rule) {
                REQUIRE((reference.*rule).has_value());
                REQUIRE((shifted.*rule).has_value());
                return std::abs(std::log10((reference.*rule)->learningRate / (shifted.*rule)->learningRate));
            };
            CAPTURE(seed, from);
            CHECK(apart(&LrSuggestions::steepest) < 0.3);
            CHECK(apart(&LrSuggestions::valley) < 0.3);
            CHECK(apart(&LrSuggestions::minimumTenth) < 0.3);
            CHECK(apart(&LrSuggestions::slide) < 0.5); // its lag is a share of the samples
        }
    }
}

TEST_CASE("What is recommended is the number that is read: three digits, the interval and its tenth too",
          "[analysis][suggestions]") {
    const auto found = suggest(test::goldenCurve());
    REQUIRE(found.recommended);
    REQUIRE(found.recommended->interval);
    const auto& interval = *found.recommended->interval;
    for (const double bound :
         {found.recommended->minLr, found.recommended->maxLr, interval.low, interval.high}) {
        char text[32];
        std::snprintf(text, sizeof text, "%.3g", bound);
        CHECK(std::stod(text) == bound);
    }
    CHECK(interval.low <= found.recommended->maxLr);
    CHECK(interval.high >= found.recommended->maxLr);
}

TEST_CASE("The recommendation is 1.5 times the minimum and a tenth of that, and says so with numbers",
          "[analysis][suggestions]") {
    const SyntheticCurve curve = test::goldenCurve();
    const auto found = suggest(curve);
    REQUIRE(found.recommended);
    REQUIRE(found.minimumTenth);
    const auto index = found.minimumTenth->index;
    CHECK(recommendedRule().name == std::string("minimum*1.5"));
    CHECK_THAT(found.recommended->maxLr, WithinRel(1.5 * curve.learningRates[index], 0.005)); // three digits
    CHECK_THAT(found.recommended->minLr, WithinRel(found.recommended->maxLr / 10, 1e-12));
    CHECK(found.minimumTenth->learningRate == curve.learningRates[index] / 10);
    CHECK(found.smoothed.size() == curve.size());
    CHECK(std::ranges::min_element(found.smoothed) - found.smoothed.begin() ==
          static_cast<std::ptrdiff_t>(index));
    CHECK(found.note.empty());
    CHECK(mentions(found.recommended->why, "lowest"));
    CHECK_FALSE(mentions(found.recommended->why, "risen"));

    // In the order of the descent.
    REQUIRE(found.steepest);
    REQUIRE(found.valley);
    REQUIRE(found.slide);
    CHECK(found.valley->learningRate < found.recommended->maxLr);
    CHECK(found.steepest->learningRate < found.recommended->maxLr);
    CHECK(found.slide->learningRate < found.recommended->maxLr);
    for (const auto& candidate : {found.steepest, found.valley, found.minimumTenth, found.slide})
        CHECK_FALSE(candidate->why.empty());
}

TEST_CASE("A blow-up by millions, to infinity or into NaN leaves the minimum where it is",
          "[analysis][suggestions]") {
    const double tail = GENERATE(1e3, 1e6, 1e300, kInf, -kInf, kNaN);
    // A drop at 1e-3 whose floor, slightly falling, reaches to 1 (sample 70 of 80); then it breaks off.
    auto curve =
        curveOf(1e-7, 10, 80, [](double u) { return 0.7 - 0.02 * u + 1.6 / (1 + std::exp(3 * (u + 3))); });
    for (std::size_t i = 70; i < curve.size(); ++i)
        curve.losses[i] = tail;
    const auto found = suggest(curve);
    REQUIRE(found.recommended);
    // sigma is 2.7 samples = 0.27 decades: the minimum stays within 4 sigma left of the edge, never beyond.
    CHECK(found.recommended->maxLr < 1.0);
    CHECK(found.recommended->maxLr > 0.1);
    REQUIRE(found.steepest);
    CHECK_THAT(std::log10(found.steepest->learningRate), test::WithinAbs(-3.0, 0.15));
}

TEST_CASE("A fall after the blow-up is no descent", "[analysis][suggestions]") {
    // As networks do that die: the loss jumps to 50 and settles at that of guessing.
    auto curve = curveOf(1e-6, 10, 100, [](double u) { return 0.7 + 1.6 / (1 + std::exp(3 * (u + 3))); });
    for (std::size_t i = 80; i < 100; ++i)
        curve.losses[i] = i < 86 ? 50.0 : 2.303;
    const auto found = suggest(curve);
    REQUIRE(found.steepest);
    CHECK_THAT(std::log10(found.steepest->learningRate), test::WithinAbs(-3.0, 0.15));
    REQUIRE(found.valley);
    CHECK(found.valley->index < 80);
    REQUIRE(found.recommended);
    CHECK(found.recommended->maxLr < curve.learningRates[80]);
}

TEST_CASE("A linear sweep from 0 is judged without its first sample", "[analysis][suggestions]") {
    auto curve = curveOf(1e-4, 10, 100, [](double u) { return 0.5 + 0.3 * (u + 1) * (u + 1); });
    const auto without = suggest(curve);
    REQUIRE(without.recommended);
    curve.learningRates.insert(curve.learningRates.begin(), 0.0);
    curve.losses.insert(curve.losses.begin(), curve.losses.front());
    const auto with = suggest(curve);
    CHECK(with.recommended == without.recommended);
    CHECK(with.steepest->index == without.steepest->index + 1);
    CHECK(with.smoothed.size() == curve.losses.size());
    CHECK(std::isnan(with.smoothed.front()));
    CHECK(with.smoothed[1] == without.smoothed[0]);
}

TEST_CASE("A recommendation that is cut at the end of the sweep does not claim to be more",
          "[analysis][suggestions]") {
    // A single decade: one and a half times the lowest lies beyond it.
    const auto found = suggest(curveOf(1e-4, 1e-3, 100, [](double u) { return 2.0 - 0.5 * (u + 4); }));
    REQUIRE(found.recommended);
    CHECK(found.recommended->maxLr < 1e-3);
    CHECK(found.recommended->maxLr > 0.97e-3);
    CHECK(mentions(found.recommended->why,
                   "is the end of the curve, since what is wanted lies beyond it: 1.5"));
}

TEST_CASE("A curve that never rises again is recommended with a warning", "[analysis][suggestions]") {
    const auto found = suggest(curveOf(1e-7, 1e-3, 100, [](double u) { return 2.0 - 0.2 * (u + 7); }));
    REQUIRE(found.recommended);
    CHECK(mentions(found.recommended->why, "has not risen"));
    CHECK(mentions(found.recommended->why, "larger lr-max"));
    CHECK_FALSE(found.slide);
}

TEST_CASE("Where there is no descent nothing is recommended and the note says why",
          "[analysis][suggestions]") {
    SECTION("flat") {
        const auto found = suggest(curveOf(1e-7, 1e-5, 100, [](double) { return 2.303; }));
        CHECK(saysNothing(found));
        CHECK(mentions(found.note, "flat"));
        CHECK_THAT(found.smoothed[50], WithinRel(2.303, 1e-12));
    }
    SECTION("flat but noisy") {
        for (std::uint64_t seed = 1; seed <= 100; ++seed) {
            Rng rng(seed);
            const auto found =
                suggest(curveOf(1e-7, 1e-5, 100, [&](double) { return 2.303 + 0.2 * rng.normal(); }));
            CAPTURE(seed);
            CHECK(saysNothing(found));
        }
    }
    SECTION("only rising") {
        const auto found = suggest(curveOf(0.1, 10, 100, [](double u) { return 2.3 + std::exp(u); }));
        CHECK(saysNothing(found));
        CHECK(mentions(found.note, "without a fall before it"));
        CHECK(mentions(found.note, "lower"));
    }
    SECTION("too short") {
        for (const int count : {0, 1, 2, 9}) {
            const auto found = suggest(curveOf(1e-5, 1, count, [](double u) { return -u; }));
            CHECK(saysNothing(found));
            CHECK(mentions(found.note, std::to_string(count) + " finite"));
            CHECK(found.smoothed.size() == static_cast<std::size_t>(count));
        }
    }
    SECTION("not a number from the start") {
        for (const double bad : {kNaN, kInf}) {
            const auto found = suggest(curveOf(1e-5, 1, 50, [&](double) { return bad; }));
            CHECK(saysNothing(found));
            CHECK(std::isnan(found.smoothed[0]));
        }
    }
}

TEST_CASE("Learning rates that do not rise are an answer, not an accident", "[analysis][suggestions]") {
    SyntheticCurve curve = test::goldenCurve();
    SECTION("equal") {
        curve.learningRates.assign(curve.size(), 0.1);
    }
    SECTION("falling") {
        std::ranges::reverse(curve.learningRates);
    }
    SECTION("zero") {
        curve.learningRates[0] = curve.learningRates[1] = 0; // one could be the start of a linear sweep
    }
    SECTION("negative") {
        curve.learningRates[0] = -1;
    }
    SECTION("NaN") {
        curve.learningRates[50] = kNaN;
    }
    SECTION("infinite") {
        curve.learningRates.back() = kInf;
    }
    const auto found = suggest(curve);
    CHECK(saysNothing(found));
    CHECK(mentions(found.note, "above 0 and rise"));
}

TEST_CASE("A curve with more losses than learning rates is refused", "[analysis][suggestions]") {
    const std::vector<double> two{0.1, 0.2}, three{3, 2, 1};
    CHECK_THROWS_AS(suggestLearningRates(two, three), std::invalid_argument);
    CHECK_THROWS_AS(suggestLearningRates(three, two), std::invalid_argument);
}

TEST_CASE("Every suggestion on random curves lies inside the range", "[analysis][suggestions]") {
    Rng rng(99);
    for (int round = 0; round < 300; ++round) {
        const int count = static_cast<int>(rng.below(60));
        const double scale = std::pow(10.0, rng.uniform(-8, 8));
        auto curve = curveOf(1e-6, 1, count, [&](double) { return scale * rng.normal(); });
        if (count > 0 && rng.below(3) == 0) curve.losses[rng.below(static_cast<std::uint64_t>(count))] = kInf;
        const auto found = suggest(curve);
        REQUIRE(found.smoothed.size() == curve.size());
        REQUIRE(found.note.empty() == found.recommended.has_value());
        for (const auto& candidate : {found.steepest, found.valley, found.slide}) {
            if (candidate) REQUIRE(candidate->learningRate == curve.learningRates.at(candidate->index));
        }
        if (found.recommended) // to the three digits that it has
            REQUIRE(found.recommended->maxLr <= roundedToDigits(curve.learningRates.back()));
    }
}
