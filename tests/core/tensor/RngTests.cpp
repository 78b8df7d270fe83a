// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tensor/Rng.h"
#include "tests/support/Catch.h"

#include <cmath>

using namespace cyclo;

TEST_CASE("Two random streams of one seed differ, and the same stream repeats", "[tensor][rng]") {
    Rng first(7, "init"), again(7, "init"), other(7, "shuffle");
    const auto value = first.next();
    CHECK(value == again.next());
    CHECK(value != other.next());
}

TEST_CASE("Rng::below reaches every value and none beyond", "[tensor][rng]") {
    Rng rng(3);
    std::array<int, 7> counts{};
    for (int i = 0; i < 7000; ++i)
        ++counts.at(rng.below(7));
    // Each count is binomial with mean 1000 and standard deviation 29: 6 sigma is 176.
    for (int count : counts)
        CHECK(std::abs(count - 1000) < 176);
}

TEST_CASE("Rng::normal has mean 0 and variance 1", "[tensor][rng]") {
    Rng rng(11);
    double sum = 0, squares = 0;
    const int n = 100000;
    for (int i = 0; i < n; ++i) {
        const double x = rng.normal();
        sum += x;
        squares += x * x;
    }
    CHECK(std::abs(sum / n) < 6 / std::sqrt(n));
    CHECK(std::abs(squares / n - 1) < 6 * std::sqrt(2.0 / n));
}

TEST_CASE("A copied Rng goes on from the same position", "[tensor][rng]") {
    Rng rng(1);
    rng.next();
    Rng copy = rng;
    CHECK(copy == rng);
    CHECK(copy.next() == rng.next());
}
