// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/network/Network.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace cyclo {

/// The Hessian of a network's loss on one batch, known by its products with vectors: central differences of
/// the gradient along the vector,
///   H·v ≈ (g(w + h·v) - g(w - h·v)) / 2h,  h·|v| = a thousandth of |w|,
/// far enough that the rounding of 32-bit gradients does not count, near enough that the curvature is that of
/// the place. Weights and statistics are afterwards what they were before, to the last bit.
class LossHessian {
public:
    /// @param src, labels  one batch, as Network::forward takes them; they and the network outlive this
    LossHessian(Network& network, std::span<const float> src, std::span<const std::int32_t> labels);
    ~LossHessian();
    LossHessian(const LossHessian&) = delete;
    LossHessian& operator=(const LossHessian&) = delete;

    std::size_t size() const; ///< of the vectors: the network's flat parameters with their padding

    /// Random directions from the seed; 0 in the padding.
    std::vector<double> startVector(std::uint64_t seed);

    /// @param vector, product  size() values each; not finite where the gradients are not
    void multiply(std::span<const double> vector, std::span<double> product);

private:
    /// Gradient at w + distance·vector.
    std::span<const float> gradientAt(double distance, std::span<const double> vector);

    Network& network_;
    std::span<const float> src_;
    std::span<const std::int32_t> labels_;
    NetworkState kept_;
};

} // namespace cyclo
