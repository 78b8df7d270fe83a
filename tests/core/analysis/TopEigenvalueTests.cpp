// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/TopEigenvalue.h"
#include "tests/support/Catch.h"

#include <cmath>
#include <limits>

using namespace cyclo;
using cyclo::test::WithinRel;

namespace {

/// A diagonal matrix turned by a Householder reflection I - 2uuᵀ: its eigenvalues are the diagonal, its
/// eigenvectors are nobody's axes.
struct Reflected {
    std::vector<double> eigenvalues;

    std::vector<double> reflect(std::span<const double> vector) const {
        const auto size = static_cast<double>(vector.size());
        double along = 0.0; // with u = (1, 1, ...)/√n
        for (const double value : vector)
            along += value / std::sqrt(size);
        std::vector<double> result(vector.begin(), vector.end());
        for (double& value : result)
            value -= 2.0 * along / std::sqrt(size);
        return result;
    }
    bool operator()(std::span<const double> vector, std::span<double> product) const {
        auto turned = reflect(vector);
        for (std::size_t i = 0; i < turned.size(); ++i)
            turned[i] *= eigenvalues[i];
        const auto back = reflect(turned);
        std::copy(back.begin(), back.end(), product.begin());
        return true;
    }
};

std::vector<double> unevenStart(std::size_t size) {
    std::vector<double> start(size);
    for (std::size_t i = 0; i < size; ++i)
        start[i] = std::sin(1.0 + static_cast<double>(i * i));
    return start;
}

/// |x| after so many steps of momentum descent on λx²/2 from x = 1.
double descend(double curvature, double learningRate, double momentum, bool nesterov) {
    double x = 1.0, velocity = 0.0;
    for (int step = 0; step < 2000; ++step) {
        const double gradient = curvature * x;
        velocity = momentum * velocity + gradient;
        x -= learningRate * (nesterov ? gradient + momentum * velocity : velocity);
    }
    return std::abs(x);
}

} // namespace

TEST_CASE("The largest eigenvalue is found, crowded, alone, or beside a larger negative one", "[analysis]") {
    const std::size_t size = 200;
    Reflected matrix;
    for (std::size_t i = 0; i < size; ++i)
        matrix.eigenvalues.push_back(static_cast<double>(i) / static_cast<double>(size));
    double largest = 0.995; // crowded: the next is 0.99
    SECTION("crowded at the top") {}
    SECTION("one far above the rest") {
        matrix.eigenvalues[7] = largest = 40.0;
    }
    SECTION("ten large ones, as of a classifier") {
        for (std::size_t i = 0; i < 10; ++i)
            matrix.eigenvalues[i] = 5.0 + static_cast<double>(i) / 2;
        largest = 9.5;
    }
    SECTION("a negative one of three times the size") {
        matrix.eigenvalues[3] = -60.0;
        matrix.eigenvalues[9] = largest = 20.0;
    }
    SECTION("all negative") {
        for (double& value : matrix.eigenvalues)
            value -= 2.0;
        largest = -1.005;
    }
    const auto found = topEigenvalue(matrix, unevenStart(size));
    REQUIRE(found);
    CHECK(found->found);
    CHECK_THAT(found->value, WithinRel(largest, 0.003)); // less than the distance to the next
    CHECK(found->products <= 80);
}

TEST_CASE("A matrix smaller than the search is exhausted, and found exactly", "[analysis]") {
    const Reflected matrix{{3.0, 1.0, -2.0}};
    const auto found = topEigenvalue(matrix, std::vector<double>{1.0, 0.3, -0.2});
    REQUIRE(found);
    CHECK(found->found);
    CHECK(found->products <= 6);
    CHECK_THAT(found->value, WithinRel(3.0, 1e-10));
    const auto zero = topEigenvalue(Reflected{{0.0, 0.0}}, std::vector<double>{1.0, 1.0});
    REQUIRE(zero);
    CHECK(zero->found);
    CHECK(zero->value == 0.0);
}

TEST_CASE("A search ends by its length, by a stop, and by a product that is not finite", "[analysis]") {
    Reflected matrix;
    for (int i = 0; i < 100; ++i)
        matrix.eigenvalues.push_back(i);
    const auto start = unevenStart(100);
    const auto cut = topEigenvalue(matrix, start, {.maxProducts = 2});
    REQUIRE(cut);
    CHECK(cut->products == 2);
    CHECK_FALSE(cut->found);

    int asked = 0;
    const auto stopping = [&](std::span<const double> vector, std::span<double> product) {
        return ++asked < 3 && matrix(vector, product);
    };
    CHECK_FALSE(topEigenvalue(stopping, start).has_value());
    CHECK(asked == 3);

    matrix.eigenvalues[5] = std::numeric_limits<double>::infinity();
    const auto broken = topEigenvalue(matrix, start);
    REQUIRE(broken);
    CHECK(std::isnan(broken->value));
    CHECK_FALSE(broken->found);
    CHECK_THROWS_AS(topEigenvalue(matrix, std::vector<double>(100, 0.0)), std::invalid_argument);
}

TEST_CASE("On a quadratic, descent blows up above its limit and not below", "[analysis]") {
    const auto [curvature, momentum] =
        GENERATE(table<double, double>({{0.5, 0.0}, {40.0, 0.9}, {3.0, 0.99}}));
    CAPTURE(curvature, momentum);
    const double heavy = heavyBallLimit(curvature, momentum), ahead = nesterovLimit(curvature, momentum);
    CHECK(descend(curvature, 0.98 * heavy, momentum, false) < 1.0);
    CHECK(descend(curvature, 1.02 * heavy, momentum, false) > 1e6);
    CHECK(descend(curvature, 0.98 * ahead, momentum, true) < 1.0);
    CHECK(descend(curvature, 1.02 * ahead, momentum, true) > 1e6);
    CHECK_THAT(gradientDescentLimit(curvature), WithinRel(heavyBallLimit(curvature, 0.0), 1e-12));
}
