// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>

namespace cyclo::detail {

/// g = gradientScale·gradient + decayScale·w;  v <- momentum·v + g;
/// w <- keep·w - stepScale·v   (Nesterov: keep·w - stepScale·(g + momentum·v))
struct SgdCoefficients {
    float gradientScale;
    float decayScale;
    float momentum;
    float stepScale;
    float keep;
};

/// g = gradientScale·gradient + decayScale·w;  m <- beta1·m + oneMinusBeta1·g;
/// s <- beta2·s + oneMinusBeta2·g²;  w <- keep·w - stepScale·m / (√s·rootScale + eps)
struct AdamCoefficients {
    float gradientScale;
    float decayScale;
    float beta1;
    float oneMinusBeta1;
    float beta2;
    float oneMinusBeta2;
    float rootScale;
    float eps;
    float stepScale;
    float keep;
};

/// Sums of squares of two arrays.
struct SquaredNorms {
    float first = 0.f;
    float second = 0.f;
};

/// Each reads and writes a value once. Arrays of `count` that do not overlap.
struct UpdateKernels {
    using SgdFunction = void(float* weights, float* velocity, const float* gradients, std::size_t count,
                             const SgdCoefficients& c);
    using AdamFunction = void(float* weights, float* first, float* second, const float* gradients,
                              std::size_t count, const AdamCoefficients& c);

    SgdFunction* sgd;
    SgdFunction* nesterov;
    AdamFunction* adam;
    double (*squaredNorm)(const float* values, std::size_t count); ///< sum of squares, in double precision
    /// In single precision, for some thousand values: to five digits, infinite above 1e38.
    SquaredNorms (*squaredNorms)(const float* first, const float* second, std::size_t count);
};

/// The kernels for this processor: with vectors of sixteen or eight values and fused multiply-add where it
/// has them.
const UpdateKernels& updateKernels();

} // namespace cyclo::detail
