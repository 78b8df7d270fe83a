// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/Decimation.h"
#include "core/tensor/Rng.h"
#include "tests/support/Catch.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <stdexcept>

using namespace cyclo;

namespace {

std::vector<CurveSample> noisySteps(int count) {
    Rng rng(5);
    std::vector<CurveSample> samples;
    for (int i = 0; i < count; ++i)
        samples.push_back({static_cast<double>(i), rng.uniform()});
    return samples;
}

bool contains(const std::vector<CurveSample>& kept, const CurveSample& sample) {
    return std::ranges::find(kept, sample) != kept.end();
}

} // namespace

TEST_CASE("A million samples are thinned to four per column and keep their spikes",
          "[analysis][decimation]") {
    auto samples = noisySteps(1'000'000);
    const CurveSample high{123'457, 50}, low{777'778, -50};
    samples[123'457] = high;
    samples[777'778] = low;

    const auto kept = decimateMinMax(samples, 0, 999'999, AxisScale::Linear, 1000);
    // 999999/1000 fits into a width of 1024: 977 columns.
    CHECK(kept.size() <= 4 * 977);
    CHECK(kept.size() > 3 * 977); // first, lowest, highest and last of 1024 random values: nearly always four
    CHECK(contains(kept, high));
    CHECK(contains(kept, low));
    CHECK(kept.front() == samples.front());
    CHECK(kept.back() == samples.back());
    CHECK(std::ranges::is_sorted(kept, {}, &CurveSample::x));

    std::map<std::int64_t, int> perColumn;
    for (const auto& sample : kept)
        ++perColumn[static_cast<std::int64_t>(sample.x) / 1024];
    CHECK(std::ranges::all_of(perColumn, [](const auto& column) { return column.second <= 4; }));
}

TEST_CASE("Every column keeps its first, lowest, highest and last sample", "[analysis][decimation]") {
    // Range 0..8 in 2 columns: width 4.
    const std::vector<CurveSample> samples{{0, 5}, {1, 9}, {1.5, 7}, {2, 1}, {3, 4}, {4, 3}, {5, 3}, {6, 3}};
    const std::vector<CurveSample> expected{{0, 5}, {1, 9}, {2, 1}, {3, 4}, {4, 3}, {6, 3}};
    CHECK(decimateMinMax(samples, 0, 8, AxisScale::Linear, 2) == expected);
}

TEST_CASE("Column edges stand still while the curve grows and the view moves", "[analysis][decimation]") {
    const auto samples = noisySteps(100'000);
    // Widths: 30000/200 = 150 and 39000/200 = 195 both fit into 256.
    const auto before = decimateMinMax(samples, 0, 30'000, AxisScale::Linear, 200);
    const auto grown = decimateMinMax(samples, 0, 39'000, AxisScale::Linear, 200);
    const auto shifted = decimateMinMax(samples, 777, 30'777, AxisScale::Linear, 200);
    // Whole columns that both views show: up to 117·256 = 29952, and from 4·256 = 1024 on.
    const auto within = [](const std::vector<CurveSample>& all, double from, double to) {
        std::vector<CurveSample> part;
        std::ranges::copy_if(all, std::back_inserter(part),
                             [&](const CurveSample& sample) { return sample.x >= from && sample.x < to; });
        return part;
    };
    REQUIRE(within(before, 0, 29'952).size() > 400);
    CHECK(within(before, 0, 29'952) == within(grown, 0, 29'952));
    CHECK(within(before, 1024, 29'952) == within(shifted, 1024, 29'952));
}

TEST_CASE("On a log axis columns are equal in log x", "[analysis][decimation]") {
    std::vector<CurveSample> samples;
    for (int i = 0; i < 16'000; ++i)
        samples.push_back({std::exp2(i / 1000.0), std::sin(0.37 * i)}); // 16 octaves, 1000 samples in each
    const auto kept = decimateMinMax(samples, 1, 65536, AxisScale::Log, 16);
    std::map<int, int> perOctave;
    for (const auto& sample : kept)
        ++perOctave[static_cast<int>(std::floor(std::log2(sample.x) + 1e-9))];
    REQUIRE(perOctave.size() == 16);
    CHECK(std::ranges::all_of(perOctave, [](const auto& octave) { return octave.second == 4; }));
}

TEST_CASE("One sample beyond each end of the view is kept", "[analysis][decimation]") {
    const std::vector<CurveSample> samples{{0, 0}, {1, 1}, {2, 2}, {3, 3}, {4, 4}, {5, 5}};
    const std::vector<CurveSample> expected{{1, 1}, {2, 2}, {3, 3}, {4, 4}};
    CHECK(decimateMinMax(samples, 1.5, 3.5, AxisScale::Linear, 100) == expected);
    // A view between two samples still shows the line through it.
    CHECK(decimateMinMax(samples, 2.2, 2.8, AxisScale::Linear, 100) ==
          std::vector<CurveSample>{{2, 2}, {3, 3}});
}

TEST_CASE("Thinning takes every sensible input and refuses a range that is none", "[analysis][decimation]") {
    CHECK(decimateMinMax({}, 0, 1, AxisScale::Linear, 10).empty());
    const std::vector<CurveSample> one{{2, 7}};
    CHECK(decimateMinMax(one, 2, 2, AxisScale::Linear, 1) == one);
    CHECK(decimateMinMax(one, 2, 2, AxisScale::Log, 1) == one);

    const std::vector<CurveSample> sameX{{1, 3}, {1, 1}, {1, 4}, {1, 1}, {1, 5}};
    CHECK(decimateMinMax(sameX, 0, 2, AxisScale::Linear, 10) ==
          std::vector<CurveSample>{{1, 3}, {1, 1}, {1, 5}});

    // A range of a few units in the last place of a large number.
    const double big = 1e15, next = std::nextafter(big, 2e15);
    const std::vector<CurveSample> close{{big, 1}, {next, 2}};
    CHECK(decimateMinMax(close, big, next, AxisScale::Linear, 1000) == close);

    CHECK_THROWS_AS(decimateMinMax(one, 0, 1, AxisScale::Linear, 0), std::invalid_argument);
    CHECK_THROWS_AS(decimateMinMax(one, 1, 0, AxisScale::Linear, 5), std::invalid_argument);
    CHECK_THROWS_AS(decimateMinMax(one, 0, 1, AxisScale::Log, 5), std::invalid_argument);
    CHECK_THROWS_AS(decimateMinMax(one, NAN, 1, AxisScale::Linear, 5), std::invalid_argument);
}
