// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <vector>

namespace cyclo {

/// product = A·vector for a symmetric matrix A that nobody needs to write down. Both spans have its size.
/// @return false to give up (a stop was asked for)
using SymmetricProduct = std::function<bool(std::span<const double> vector, std::span<double> product)>;

struct EigenvalueOptions {
    double tolerance = 1e-4; ///< relative change between products at which it is taken as found, > 0
    int maxProducts = 80;    ///< >= 1
};

struct TopEigenvalue {
    double value = 0.0; ///< largest, with its sign; NaN if a product was not finite
    int products = 0;   ///< that it took
    bool found = false; ///< to the tolerance
};

/// Largest eigenvalue by the Lanczos iteration (Lanczos 1950; Golub & Van Loan, ch. 10): power iteration that
/// remembers where it has been, which needs several times fewer products and keeps a large negative
/// eigenvalue apart. Copies of an eigenvalue that rounding makes do not matter for the largest one.
/// @param start  not zero, of the size of A; takes part in every eigenvector that is to be seen
/// @return nothing if a product gave up
/// @throws std::invalid_argument  for a start of zero length
std::optional<TopEigenvalue> topEigenvalue(const SymmetricProduct& product, std::span<const double> start,
                                           const EigenvalueOptions& options = {});

/// Learning rates above which descent on a quadratic of top curvature λ > 0 blows up, at momentum μ in [0,
/// 1).
double gradientDescentLimit(double curvature);            ///< 2/λ
double heavyBallLimit(double curvature, double momentum); ///< 2(1+μ)/λ (Polyak 1964)
double nesterovLimit(double curvature, double momentum);  ///< 2(1+μ)/((1+2μ)λ)

} // namespace cyclo
