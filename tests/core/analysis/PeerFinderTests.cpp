// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/peers/PeerFinder.h"
#include "core/analysis/peers/PeerSmoothing.h"
#include "core/tensor/Rng.h"
#include "tests/core/analysis/SyntheticCurves.h"
#include "tests/support/Catch.h"
#include "tests/support/Numbers.h"

#include <cmath>
#include <stdexcept>

using namespace cyclo;
using cyclo::test::kInf;
using cyclo::test::kNaN;
using cyclo::test::SyntheticCurve;
using cyclo::test::WithinRel;

namespace {

PeerSuggestions ask(PeerFinder finder, const SyntheticCurve& curve, bool safe = false,
                    bool smoothed = false) {
    return peerSuggestions(finder, {.learningRates = curve.learningRates,
                                    .losses = curve.losses,
                                    .requestedSteps = 0,
                                    .smoothed = smoothed,
                                    .logged = smoothed,
                                    .safe = safe});
}

const PeerAnswer& answer(const PeerSuggestions& said, std::string_view rule) {
    for (const auto& each : said.answers)
        if (each.rule == rule) return each;
    throw std::logic_error("no rule " + std::string(rule));
}

struct Golden {
    PeerFinder finder;
    bool smoothed; ///< the curve is taken as plotted: the published "raw" row
    std::string rule;
    std::size_t index; ///< of the curve; the published ones count from 10
    double learningRate;
};

SyntheticCurve fallingFor(int count) {
    SyntheticCurve curve{.learningRates = test::rungs(1e-5, 1, count), .losses = {}};
    for (int i = 0; i < count; ++i)
        curve.losses.push_back(100.0 - i);
    return curve;
}

} // namespace

TEST_CASE("Each finder says of the golden curve what it says when it is run on it", "[analysis][peers]") {
    // Published values, indices + 10 for the trim.
    const auto golden =
        GENERATE(Golden{PeerFinder::Fastai, true, "valley", 51, 0.001202264434617413},
                 Golden{PeerFinder::Fastai, true, "steepest", 57, 0.00363078054770101},
                 Golden{PeerFinder::Fastai, true, "minimum_tenth", 70, 0.003981071705534969},
                 Golden{PeerFinder::Fastai, true, "slide", 50, 0.001},
                 Golden{PeerFinder::Fastai, false, "valley", 54, 0.0020892961308540407},
                 Golden{PeerFinder::Fastai, false, "steepest", 64, 0.013182567385564075},
                 Golden{PeerFinder::Fastai, false, "minimum_tenth", 85, 0.0630957344480193},
                 Golden{PeerFinder::Fastai, false, "slide", 60, 0.006309573444801929},
                 Golden{PeerFinder::Fastai1, false, "steepest", 65, 0.01584893192461114},
                 Golden{PeerFinder::Fastai1, false, "minimum_tenth", 85, 0.0630957344480193},
                 Golden{PeerFinder::TorchLrFinder, true, "steepest", 57, 0.00363078054770101},
                 Golden{PeerFinder::TorchLrFinder, false, "steepest", 62, 0.009120108393559097},
                 Golden{PeerFinder::Lightning, true, "steepest", 13, 1e-7 * std::pow(1e8, 0.13)},
                 Golden{PeerFinder::Lightning, true, "steepest_before_2_5_3", 57, 0.00363078054770101});
    CAPTURE(toString(golden.finder), golden.rule, golden.smoothed);
    const auto said = ask(golden.finder, test::goldenCurve(), false, golden.smoothed);
    const auto& found = answer(said, golden.rule);
    REQUIRE(found.learningRate);
    // Slide names an LR, the others their sample; a tenth stands at its minimum.
    CHECK(found.index == golden.index);
    CHECK_THAT(*found.learningRate, WithinRel(golden.learningRate, 1e-12));
}

TEST_CASE("The finders plot the published losses", "[analysis][peers]") {
    struct Published {
        std::vector<double> (*plot)(std::span<const double>);
        double tolerance; ///< fastai's single precision is off by up to 1e-6
        double at0, at1, at50, at99;
    };
    const auto [plot, tolerance, at0, at1, at50, at99] =
        GENERATE(Published{plottedByFastai, 2e-6, 2.2999980705909704, 2.305006203893604, 2.257404030783097,
                           2.495963342007011},
                 Published{plottedByFastai1, 1e-13, 2.2999980705909704, 2.305006203893604, 2.257404030783097,
                           2.495963342007011},
                 Published{plottedByKtrain, 1e-13, 2.2999980705909704, 2.305006203893604, 2.257404030783097,
                           2.495963342007011},
                 Published{plottedByLrFinder, 1e-13, 2.2999980705909704, 2.3004938757879314,
                           2.2382506269824707, 3.285044548773725},
                 Published{plottedByLightning, 1e-13, 1.1616151871671554, 1.5521399414057062,
                           2.232624799457457, 2.4883541222960868});
    const auto plotted = plot(test::goldenCurve().losses);
    REQUIRE(plotted.size() == 100);
    CHECK_THAT(plotted[0], WithinRel(at0, tolerance));
    CHECK_THAT(plotted[1], WithinRel(at1, tolerance));
    CHECK_THAT(plotted[50], WithinRel(at50, tolerance));
    CHECK_THAT(plotted[99], WithinRel(at99, tolerance));
}

TEST_CASE("Lightning's mean of a constant loss starts at half of it", "[analysis][peers]") {
    // (1-β)/(1-β²) = 1/(1+β) = 0.505; published 0.505, 0.673, 0.757, 0.918 (10th), 0.989 (50th).
    const auto plotted = plottedByLightning(std::vector<double>(60, 1.0));
    REQUIRE(plotted.size() == 60);
    CHECK_THAT(plotted[0], WithinRel(1 / 1.98, 1e-12));
    CHECK_THAT(plotted[1], WithinRel(0.673, 1e-3));
    CHECK_THAT(plotted[2], WithinRel(0.757, 1e-3));
    CHECK_THAT(plotted[9], WithinRel(0.918, 1e-3));
    CHECK_THAT(plotted[49], WithinRel(0.989, 1e-3));
}

TEST_CASE("Each finder ends its sweep by its own rule", "[analysis][peers]") {
    // Mean of 1, then 400: fastai's is (0.98·1·0.02 + 0.02·400)/(1 - 0.98²) = 202.5 > 4. pytorch-lr-finder's
    // 0.05·400 + 0.95 = 20.95 > 5. The sample that stops is still plotted.
    std::vector<double> jump{1, 400, 400, 400};
    for (const auto plot :
         {plottedByFastai, plottedByFastai1, plottedByLrFinder, plottedByLightning, plottedByKtrain})
        CHECK(plot(jump).size() == 2);
    // 0.05·85 + 0.95 = 5.2 > 5 stops; 0.05·80 + 0.95 = 4.95 does not.
    CHECK(plottedByLrFinder(std::vector<double>{1, 85, 1}).size() == 2);
    CHECK(plottedByLrFinder(std::vector<double>{1, 80, 1}).size() == 3);
    // NaN compares false; only fastai 1 asks for it.
    const std::vector<double> broken{1, kNaN, 1000, 1000};
    CHECK(plottedByFastai(broken).size() == 4);
    CHECK(plottedByFastai1(broken).size() == 2);
    CHECK(plottedByLrFinder(broken).size() == 4);
    CHECK(plottedByFastai({}).empty());

    const auto said = ask(PeerFinder::TorchLrFinder, {{1, 2, 3, 4}, jump});
    CHECK(said.traps.back() == "it would have stopped after sample 1, and not seen the 2 after it");
}

TEST_CASE("A finder's running mean can be undone", "[analysis][peers]") {
    const auto losses = test::goldenCurve().losses;
    const std::pair<PeerFinder, std::vector<double>> recorded[] = {
        {PeerFinder::Fastai, plottedByFastai(losses)},
        {PeerFinder::Fastai1, plottedByFastai1(losses)},
        {PeerFinder::TorchLrFinder, plottedByLrFinder(losses)},
        {PeerFinder::Lightning, plottedByLightning(losses)},
        {PeerFinder::Ignite, plottedByLrFinder(losses)},
        {PeerFinder::Ktrain, plottedByKtrain(losses)}};
    for (const auto& [finder, plotted] : recorded) {
        CAPTURE(toString(finder));
        const auto raw = rawLosses(finder, plotted);
        REQUIRE(raw.size() == losses.size());
        // Single precision: 6e-8 of 2.3, times 50, a few times over.
        const double tolerance = finder == PeerFinder::Fastai ? 5e-5 : 1e-11;
        for (std::size_t t = 0; t < losses.size(); ++t)
            CHECK(std::abs(raw[t] - losses[t]) < tolerance);
    }
}

TEST_CASE("fastai's mean is rounded to single precision at each step", "[analysis][peers]") {
    for (const double value : plottedByFastai(test::goldenCurve().losses))
        CHECK(value == static_cast<double>(static_cast<float>(value)));
}

TEST_CASE("Valley's index -1 reads the largest LR, or the first in safe mode", "[analysis][peers]") {
    // The longest falling subsequence 5, 4 has length 2 and ends at index 1 of what is left.
    SyntheticCurve curve{.learningRates = test::rungs(1e-5, 1, 30), .losses = std::vector<double>(30, 9.0)};
    for (std::size_t i = 0; i < 30; ++i)
        curve.losses[i] = i == 3 ? 5.0 : i == 4 ? 4.0 : 6.0 + static_cast<double>(i);
    // requested 30: trimmed to [3 : -5]
    const auto said = ask(PeerFinder::Fastai, curve, false, true);
    CHECK(said.from == 3);
    CHECK(said.to == 25);
    CHECK(answer(said, "valley").index == 24);
    CHECK(answer(said, "valley").learningRate == curve.learningRates[24]);
    CHECK(answer(said, "valley").trap == "the index is -1: Python reads the last, largest LR");
    const auto safe = ask(PeerFinder::Fastai, curve, true, true);
    CHECK(answer(safe, "valley").index == 3);
    CHECK_FALSE(answer(safe, "valley").trap.empty());
}

TEST_CASE("ktrain's steepest is 32 samples low", "[analysis][peers]") {
    // Published: index 25 where 57 is meant.
    const auto said = ask(PeerFinder::Ktrain, test::goldenCurve(), false, true);
    CHECK(answer(said, "steepest").index == 25);
    CHECK(answer(said, "steepest").trap.find("sample 57") != std::string::npos);
    CHECK(answer(said, "minimum_tenth").index == 70);
    CHECK(said.answers.front().rule == "valley");
}

TEST_CASE("ignite logs the LR of the next step", "[analysis][peers]") {
    const SyntheticCurve curve = test::goldenCurve();
    const auto taken = ask(PeerFinder::Ignite, curve);
    const auto& steepest = answer(taken, "steepest");
    CHECK(steepest.learningRate == curve.learningRates[steepest.index + 1]);
    // A record of ignite's own has its LRs already.
    const auto recorded = ask(PeerFinder::Ignite, curve, false, true);
    CHECK(answer(recorded, "steepest").index == 57);
    CHECK(answer(recorded, "steepest").learningRate == curve.learningRates[57]);

    const SyntheticCurve rising{.learningRates = {0.1, 0.2, 0.3, 0.4}, .losses = {1, 2, 3, 4}};
    CHECK_FALSE(answer(ask(PeerFinder::Ignite, rising), "steepest").learningRate);
    CHECK(answer(ask(PeerFinder::Ignite, rising, true), "steepest").index == 0);
}

TEST_CASE("A NaN is the lowest slope where the finder lets it in", "[analysis][peers]") {
    SyntheticCurve curve = fallingFor(100);
    for (std::size_t i = 60; i < 100; ++i)
        curve.losses[i] = kNaN;
    // The central difference at 59 is the first that meets a NaN.
    const auto lrFinder = ask(PeerFinder::TorchLrFinder, curve, false, true);
    CHECK(answer(lrFinder, "steepest").index == 59);
    CHECK_FALSE(answer(lrFinder, "steepest").trap.empty());
    CHECK(answer(ask(PeerFinder::Ktrain, curve, false, true), "minimum_tenth").index == 60);
    // fastai cuts it off, Lightning leaves it out, safe mode always does.
    CHECK(answer(ask(PeerFinder::Fastai, curve, false, true), "minimum_tenth").index == 59);
    CHECK(answer(ask(PeerFinder::Lightning, curve, false, true), "steepest").index < 60);
    CHECK(answer(ask(PeerFinder::TorchLrFinder, curve, true, true), "steepest").index < 60);
}

TEST_CASE("Lightning's old index counts the finite losses only", "[analysis][peers]") {
    SyntheticCurve curve = test::goldenCurve();
    curve.losses[20] = kNaN;
    curve.losses[30] = kInf;
    const PeerAnswer before = answer(ask(PeerFinder::Lightning, curve, false, true), "steepest_before_2_5_3");
    CHECK(before.index == 55); // 57 without the two
    CHECK(before.trap.find("2 samples low") != std::string::npos);
}

TEST_CASE("Where too few points are left each finder fails, and safe mode answers", "[analysis][peers]") {
    for (const auto& name : peerFinderNames()) {
        const auto finder = *peerFinderFromString(name);
        for (const int count : {2, 3, 6, 14, 16}) {
            CAPTURE(name, count);
            for (const auto& each : ask(finder, fallingFor(count), true).answers) {
                CAPTURE(each.rule, each.why);
                REQUIRE(each.learningRate);
                CHECK(each.index < static_cast<std::size_t>(count));
            }
        }
    }
    // [10:-5] of 16 leaves one, no gradient.
    CHECK_FALSE(answer(ask(PeerFinder::TorchLrFinder, fallingFor(16)), "steepest").learningRate);
    CHECK(answer(ask(PeerFinder::TorchLrFinder, fallingFor(17)), "steepest").learningRate);
    CHECK_FALSE(answer(ask(PeerFinder::Fastai, fallingFor(22)), "slide").learningRate); // [2:-5] leaves 15
    CHECK(answer(ask(PeerFinder::Fastai, fallingFor(23)), "slide").learningRate);
}

TEST_CASE("No curve makes a finder read outside it", "[analysis][peers]") {
    Rng rng(7);
    for (int round = 0; round < 400; ++round) {
        const int count = static_cast<int>(rng.below(120));
        SyntheticCurve curve{.learningRates = test::rungs(1e-6, 1, count), .losses = {}};
        for (int i = 0; i < count; ++i) {
            const auto kind = rng.below(30);
            curve.losses.push_back(kind == 0 ? kNaN : kind == 1 ? kInf : std::exp(3 * rng.normal()) - 1);
        }
        for (const auto& name : peerFinderNames()) {
            for (const bool safe : {false, true}) {
                const auto said = ask(*peerFinderFromString(name), curve, safe);
                REQUIRE(said.to <= curve.size());
                REQUIRE(said.from <= said.to);
                REQUIRE_FALSE(said.answers.empty());
                for (const auto& each : said.answers) {
                    REQUIRE_FALSE(each.why.empty());
                    if (each.learningRate) REQUIRE(each.index < curve.size());
                }
            }
        }
    }
}

TEST_CASE("A finder needs one loss per learning rate", "[analysis][peers]") {
    CHECK_THROWS_AS(ask(PeerFinder::Fastai, {{1, 2}, {1}}), std::invalid_argument);
    CHECK_FALSE(peerFinderFromString("keras"));
}
