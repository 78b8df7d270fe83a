// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/TopEigenvalue.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <stdexcept>

namespace cyclo {

namespace {

using Vector = std::vector<double>;

double dot(std::span<const double> a, std::span<const double> b) {
    return std::inner_product(a.begin(), a.end(), b.begin(), 0.0);
}

/// Symmetric with three diagonals: beside[i] stands between diagonal[i] and diagonal[i + 1].
struct Tridiagonal {
    Vector diagonal;
    Vector beside;

    /// Sturm: as many pivots of T - x·I are negative as T has eigenvalues below x.
    bool allBelow(double x) const {
        double pivot = 1.0;
        for (std::size_t i = 0; i < diagonal.size(); ++i) {
            const double coupling = i == 0 ? 0.0 : beside[i - 1] * beside[i - 1] / pivot;
            pivot = diagonal[i] - x - coupling;
            if (pivot >= 0.0) return false;
        }
        return true;
    }

    /// All eigenvalues lie within this of 0 (Gershgorin).
    double bound() const {
        double largest = 0.0;
        for (std::size_t i = 0; i < diagonal.size(); ++i) {
            const double before = i == 0 ? 0.0 : beside[i - 1];
            const double after = i + 1 == diagonal.size() ? 0.0 : beside[i];
            largest = std::max(largest, std::abs(diagonal[i]) + before + after);
        }
        return largest;
    }

    double largestEigenvalue() const {
        double high = bound(), low = -high;
        for (int halving = 0; halving < 60 && low < high; ++halving) {
            const double middle = std::midpoint(low, high);
            (allBelow(middle) ? high : low) = middle;
        }
        return std::midpoint(low, high);
    }
};

/// next <- next - alpha·present - beta·before. @return its length
double orthogonalize(Vector& next, const Vector& present, const Vector& before, double alpha, double beta) {
    for (std::size_t i = 0; i < next.size(); ++i)
        next[i] -= alpha * present[i] + beta * before[i];
    return std::sqrt(dot(next, next));
}

void divide(Vector& vector, double by) {
    for (double& value : vector)
        value /= by;
}

/// Vectors of length 1, each A times the one before without what points along the last two.
class Lanczos {
public:
    Lanczos(std::span<const double> start, double length)
        : present_(start.begin(), start.end()), before_(start.size()), next_(start.size()) {
        divide(present_, length);
    }

    /// One product more. @return false if it gave up
    bool extend(const SymmetricProduct& product) {
        if (!product(present_, next_)) return false;
        const double alpha = dot(next_, present_), last = beta_;
        beta_ = orthogonalize(next_, present_, before_, alpha, last);
        if (!projected_.diagonal.empty()) projected_.beside.push_back(last);
        projected_.diagonal.push_back(alpha);
        divide(next_, beta_);
        std::swap(before_, present_);
        std::swap(present_, next_);
        return true;
    }

    bool isFinite() const { return std::isfinite(projected_.diagonal.back()) && std::isfinite(beta_); }
    double largest() const { return projected_.largestEigenvalue(); }
    /// The next vector is rounding alone: everything the start takes part in has been seen.
    bool isExhausted() const { return beta_ <= 1e-12 * projected_.bound(); }

private:
    Tridiagonal projected_; ///< A as the vectors so far see it
    Vector present_, before_, next_;
    double beta_ = 0.0;
};

} // namespace

std::optional<TopEigenvalue> topEigenvalue(const SymmetricProduct& product, std::span<const double> start,
                                           const EigenvalueOptions& options) {
    const double length = std::sqrt(dot(start, start));
    if (!(length > 0.0) || !std::isfinite(length))
        throw std::invalid_argument("the start of an eigenvalue search must have a length, got " +
                                    std::to_string(length));
    constexpr int kSteady = 3; // products in a row that change little: one alone may be a plateau
    Lanczos lanczos(start, length);
    TopEigenvalue top;
    int steady = 0;
    while (top.products < options.maxProducts && !top.found) {
        if (!lanczos.extend(product)) return std::nullopt;
        ++top.products;
        if (!lanczos.isFinite()) {
            top.value = std::numeric_limits<double>::quiet_NaN();
            break;
        }
        const double value = lanczos.largest();
        const bool littleChange = std::abs(value - top.value) <= options.tolerance * std::abs(value);
        steady = top.products > 1 && littleChange ? steady + 1 : 0;
        top.value = value;
        top.found = steady >= kSteady || lanczos.isExhausted();
    }
    return top;
}

double gradientDescentLimit(double curvature) {
    return 2.0 / curvature;
}
double heavyBallLimit(double curvature, double momentum) {
    return 2.0 * (1.0 + momentum) / curvature;
}
double nesterovLimit(double curvature, double momentum) {
    return 2.0 * (1.0 + momentum) / ((1.0 + 2.0 * momentum) * curvature);
}

} // namespace cyclo
