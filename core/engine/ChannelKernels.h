// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/Bf16.h"

#include <cstddef>

namespace cyclo::engine {

/// One block of channels of one sample: `rows` places of `width` channels each, one after another in memory.
struct ChannelChunk {
    std::ptrdiff_t rows = 0;
    std::ptrdiff_t width = 0; ///< a multiple of 8
};

/// Numbers per channel: the ReLU behind x · scale + shift lets a gradient pass where that is above 0.
/// Computing it anew is cheaper than reading the result.
struct ChannelGate {
    const float* scale = nullptr; ///< null: there is no gate
    const float* shift = nullptr;
};

/// The gradient that arrives at a result.
template <typename Value> struct ArrivingGradient {
    const Value* first = nullptr;
    const Value* second = nullptr; ///< null: it comes in one part
    const Value* result = nullptr; ///< not null: passes where this is above 0
    Value* total = nullptr;        ///< not null: gets the sum of the parts that passes; may be `first`
    ChannelGate gate;
};

/// Per channel: diffSrc = a · gradient + b · (x - mean) + c.
struct SourceGradient {
    const float* mean = nullptr;
    const float* a = nullptr;
    const float* b = nullptr;
    const float* c = nullptr;
};

/// What batch-norm does to a chunk of values that are stored as float or Bf16. Each passes over memory once;
/// numbers per channel are arrays of `width`.
template <typename Value> struct ChannelKernels {
    /// sums[c] = sum of x - shift[c] over the rows, squares[c] = sum of (x - shift[c])².
    void (*sumMoments)(ChannelChunk chunk, const Value* x, const Value* shift, float* sums, float* squares);

    /// dst = x · scale + shift (+ residual where it is not null), then max(dst, 0) if relu; NaN stays NaN.
    void (*normalize)(ChannelChunk chunk, const Value* x, const Value* residual, const float* scale,
                      const float* shift, bool relu, Value* dst);

    /// sums[c] = sum over the rows of what passes of the gradient, products[c] = sum of it · (x - mean[c]).
    void (*reduceGradient)(ChannelChunk chunk, const ArrivingGradient<Value>& gradient, const Value* x,
                           const float* mean, float* sums, float* products);

    /// Writes the gradient of the source.
    void (*sourceGradient)(ChannelChunk chunk, const Value* gradient, ChannelGate gate, const Value* x,
                           const SourceGradient& coefficients, Value* diffSrc);
};

/// The kernels for this processor and chunks of this width: with vectors of 16 lanes where it has AVX-512
/// BF16 and they divide the width, else of 8 with fused multiply-add where it has that. All give the same
/// bits.
template <typename Value> const ChannelKernels<Value>& channelKernels(std::ptrdiff_t width);
template <> const ChannelKernels<float>& channelKernels(std::ptrdiff_t width);
template <> const ChannelKernels<Bf16>& channelKernels(std::ptrdiff_t width);

} // namespace cyclo::engine
