// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/InnerProductKernels.h"

#include <cstddef>

namespace cyclo::engine {

/// The products of an inner product whose weights are kept in panels, as InnerProductKernels has them. No
/// sum is shared between threads, so that results do not depend on how many there are. All matrices are of
/// f32: src [samples, in], dst [samples, out], weights [panels, in, 16].
class PanelProducts {
public:
    /// Whether this processor has the instructions, and they are faster so than oneDNN's primitives.
    static bool pay(const InnerProductSize& size);

    PanelProducts(const InnerProductSize& size, int threads) : size_(size), threads_(threads) {}

    /// dst = max(src · weights + bias, 0), or without the maximum. @param bias  [out]
    void forward(const float* src, const float* weights, const float* bias, bool relu, float* dst) const;

    std::ptrdiff_t scratchSize() const; ///< floats of working memory of each of the two ways back

    /// Writes the padding of the last panel, too.
    void backwardWeights(const float* src, const float* diffDst, float* scratch, float* diffWeights,
                         float* diffBias) const;
    void backwardData(const float* diffDst, const float* weights, float* scratch, float* diffSrc) const;

private:
    std::ptrdiff_t gradientSize() const;
    std::ptrdiff_t shareSize() const;

    InnerProductSize size_;
    int threads_;
};

} // namespace cyclo::engine
