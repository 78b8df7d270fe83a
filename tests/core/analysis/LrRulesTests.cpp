// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/LrRules.h"
#include "core/analysis/Smoothing.h"
#include "tests/core/analysis/SyntheticCurves.h"
#include "tests/support/Catch.h"

#include <cmath>
#include <string>

using namespace cyclo;
using cyclo::test::Curve;
using cyclo::test::WithinAbs;
using cyclo::test::WithinRel;

namespace {

/// pytorch-lr-finder's running mean: S_0 = L_0, S_t = 0.05·L_t + 0.95·S_{t-1}.
std::vector<double> smoothLrFinder(std::vector<double> losses) {
    for (std::size_t t = 1; t < losses.size(); ++t)
        losses[t] = 0.05 * losses[t] + (1 - 0.05) * losses[t - 1];
    return losses;
}

/// What finders leave out: ten samples at the start, five at the end.
Curve trimmed(const Curve& curve) {
    return {{curve.learningRates.begin() + 10, curve.learningRates.end() - 5},
            {curve.losses.begin() + 10, curve.losses.end() - 5}};
}

struct Golden {
    std::string series;
    std::size_t valley;
    double valleyLr;
    std::size_t steep;
    double steepLr;
    std::size_t lowest;
    double lowestTenth;
    std::size_t byIndex;
    double byIndexLr;
    double slideLr;
};

} // namespace

TEST_CASE("The rules find the published indices on the golden curve", "[analysis][lrrules]") {
    // Indices after trimming, from running the finders themselves on this curve.
    const auto golden = GENERATE(Golden{"raw", 41, 0.001202264434617413, 47, 0.00363078054770101, 60,
                                        0.003981071705534969, 47, 0.00363078054770101, 0.001},
                                 Golden{"fastai", 44, 0.0020892961308540407, 54, 0.013182567385564075, 75,
                                        0.0630957344480193, 55, 0.01584893192461114, 0.006309573444801929},
                                 Golden{"lr-finder", 43, 0.001737800828749376, 51, 0.007585775750291836, 72,
                                        0.0363078054770101, 52, 0.009120108393559097, 0.004365158322401656});
    CAPTURE(golden.series);
    Curve curve = test::goldenCurve();
    if (golden.series == "fastai") curve.losses = smoothEma(curve.losses);
    if (golden.series == "lr-finder") curve.losses = smoothLrFinder(curve.losses);
    const auto [x, y] = trimmed(curve);

    CHECK(valleyIndex(y) == golden.valley);
    CHECK_THAT(x.at(*valleyIndex(y)), WithinRel(golden.valleyLr, 1e-14));
    CHECK(steepestByLogLr(x, y) == golden.steep);
    CHECK_THAT(x.at(*steepestByLogLr(x, y)), WithinRel(golden.steepLr, 1e-14));
    CHECK(lowestIndex(y) == golden.lowest);
    CHECK_THAT(x.at(*lowestIndex(y)) / 10, WithinRel(golden.lowestTenth, 1e-14));
    CHECK(steepestByIndex(y) == golden.byIndex);
    CHECK_THAT(x.at(*steepestByIndex(y)), WithinRel(golden.byIndexLr, 1e-14));
    REQUIRE(slideIndex(y));
    CHECK_THAT(x.at(*slideIndex(y)), WithinRel(golden.slideLr, 1e-14));
}

TEST_CASE("The slope by linear LR wins at the smallest LRs, as published", "[analysis][lrrules]") {
    // Lightning's trim [10 : -1]; untrimmed indices 57, 57 and 13.
    const Curve curve = test::goldenCurve();
    const std::vector<double> x(curve.learningRates.begin() + 10, curve.learningRates.end() - 1);
    const std::vector<double> y(curve.losses.begin() + 10, curve.losses.end() - 1);
    CHECK(*steepestByIndex(y) + 10 == 57);
    CHECK(*steepestByLogLr(x, y) + 10 == 57);
    CHECK(*steepestByLinearLr(x, y) + 10 == 13);
}

TEST_CASE("The smoothed golden curves have the published values", "[analysis][smoothing]") {
    const auto losses = test::goldenCurve().losses;
    const auto fastai = smoothEma(losses), lrFinder = smoothLrFinder(losses);
    // fastai computes in single precision: 1e-6 relative.
    CHECK_THAT(fastai[0], WithinRel(2.2999980705909704, 2e-6));
    CHECK_THAT(fastai[1], WithinRel(2.305006203893604, 2e-6));
    CHECK_THAT(fastai[50], WithinRel(2.257404030783097, 2e-6));
    CHECK_THAT(fastai[99], WithinRel(2.495963342007011, 2e-6));
    CHECK_THAT(lrFinder[99], WithinRel(3.285044548773725, 1e-12));
}

TEST_CASE("Valley stays inside the series where fastai's index leaves it", "[analysis][lrrules]") {
    // Falling from index 0: length 85 ends at 84, start -1; -1 + 28 + 14 = 41.
    std::vector<double> falling;
    for (int i = 0; i < 85; ++i)
        falling.push_back(85.0 - i);
    CHECK(valleyIndex(falling) == 41u);

    // Longest fall 5, 4 has length 2 and ends at 1: start -1, a third of 2 is 0: fastai reads index -1.
    CHECK(valleyIndex(std::vector<double>{5, 4, 6, 7, 8}) == 0u);
    CHECK(valleyIndex(std::vector<double>{1, 2, 3, 4}) == 0u);
    CHECK(valleyIndex(std::vector<double>{2, 2, 2, 2}) == 0u);
    CHECK(valleyIndex(std::vector<double>{3}) == 0u);

    // 9 8 | 9.5 | 7 6 5: longest 9 8 7 6 5, length 5, ends at 5, start 0; 0 + int(1.67) + int(0.83) = 1.
    CHECK(valleyIndex(std::vector<double>{9, 8, 9.5, 7, 6, 5}) == 1u);
}

TEST_CASE("Slide ends at the left end of a curve that bends everywhere", "[analysis][lrrules]") {
    std::vector<double> bending;
    for (int i = 0; i < 40; ++i)
        bending.push_back(0.01 * i * i); // the slope differs by 0.02·15 over 15 samples
    CHECK(slideIndex(bending) == 0u);
    // A straight line: the slopes are equal at once, the answer is the start, 15 from the end.
    std::vector<double> straight;
    for (int i = 0; i < 40; ++i)
        straight.push_back(0.5 * i);
    CHECK(slideIndex(straight) == 24u);
}

TEST_CASE("Slide from the rise ends half a lag left of the steepest fall of a symmetric descent",
          "[analysis][lrrules]") {
    // A cosine period: falls fastest at 25, lowest at 50, rises fastest at 75. Slopes 10 apart are equal
    // where the steepest fall is their middle: at 20 and 30.
    std::vector<double> wave;
    for (int i = 0; i <= 100; ++i)
        wave.push_back(std::cos(2 * 3.14159265358979 * i / 100));
    const auto place = slideFromRise(wave, 50, 10);
    REQUIRE(place);
    CHECK(*place >= 20);
    CHECK(*place <= 21);
    CHECK_FALSE(slideFromRise(std::vector<double>{3, 2, 1, 0}, 3, 1)); // no rise
    CHECK_FALSE(slideFromRise(std::vector<double>{1, 0, 1}, 1, 5));    // too short
    CHECK_FALSE(slideFromRise(std::vector<double>{1}, 0, 1));
}

TEST_CASE("A rule has no answer where the series is too short to ask", "[analysis][lrrules]") {
    const std::vector<double> none, one{1.0}, two{1.0, 0.5};
    CHECK_FALSE(lowestIndex(none));
    CHECK_FALSE(valleyIndex(none));
    CHECK_FALSE(steepestByIndex(one));
    CHECK_FALSE(steepestByLogLr(one, one));
    CHECK_FALSE(steepestByLinearLr(one, one));
    CHECK_FALSE(slideIndex(std::vector<double>(15, 1.0)));
    CHECK(slideIndex(std::vector<double>(16, 1.0)) == 0u);
    CHECK(steepestByIndex(two) == 0u);
    CHECK(lowestIndex(two) == 1u);
}
