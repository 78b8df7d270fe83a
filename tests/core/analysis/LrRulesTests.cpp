// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/LrRules.h"
#include "tests/support/Catch.h"

#include <cmath>
#include <vector>

using namespace cyclo;

TEST_CASE("Valley stays inside the series where fastai's index leaves it", "[analysis][lrrules]") {
    // Falling from index 0: length 85 ends at 84, start -1; -1 + 28 + 14 = 41.
    std::vector<double> falling;
    for (int i = 0; i < 85; ++i)
        falling.push_back(85.0 - i);
    CHECK(valleyIndex(falling) == 41u);

    // Longest fall 5, 4 has length 2 and ends at 1: start -1, a third of 2 is 0: fastai reads index -1.
    CHECK(valleyIndex(std::vector<double>{5, 4, 6, 7, 8}) == 0u);
    CHECK(fastaiValleyIndex(std::vector<double>{5, 4, 6, 7, 8}) == -1);
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
    const std::vector<double> none, two{1.0, 0.5};
    CHECK_FALSE(lowestIndex(none));
    CHECK_FALSE(valleyIndex(none));
    CHECK_FALSE(slideIndex(std::vector<double>(15, 1.0)));
    CHECK(slideIndex(std::vector<double>(16, 1.0)) == 0u);
    CHECK(lowestIndex(two) == 1u);
}
