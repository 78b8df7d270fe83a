// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/InnerProductKernels.h"
#include "core/tensor/ParameterUpdate.h"

#include <cstddef>

namespace cyclo::engine {

/// What becomes of the gradient of the weights: it is stored; or, which saves a way to memory and back, an
/// update is given each part of it that was just made.
struct WeightGradient {
    float* stored = nullptr;           ///< [panels, in, columns of a panel], its padding included
    ParameterUpdate* update = nullptr; ///< null: none
    std::size_t offset = 0;            ///< of the weights in the flat parameters, for the update
};

/// The products of an inner product whose weights are kept in panels, as InnerProductKernels has them. No
/// sum is shared between threads, so that results do not depend on how many there are. All matrices are of
/// f32: src [samples, in], dst [samples, out], weights [panels, in, columns of a panel].
class PanelProducts {
public:
    /// The kernels for it; null where this processor has none, or oneDNN's primitives are faster.
    static const InnerProductKernels* kernelsFor(const InnerProductSize& size);

    PanelProducts(const InnerProductKernels& kernels, const InnerProductSize& size, int threads)
        : kernels_(kernels), size_(size), threads_(threads) {}

    std::ptrdiff_t panels() const; ///< of weights

    /// dst = max(src · weights + bias, 0), or without the maximum. @param bias  [out]
    void forward(const float* src, const float* weights, const float* bias, bool relu, float* dst) const;

    std::ptrdiff_t scratchSize() const; ///< floats of working memory of each of the two ways back

    void backwardWeights(const float* src, const float* diffDst, float* scratch,
                         const WeightGradient& gradient, float* diffBias) const;
    void backwardData(const float* diffDst, const float* weights, float* scratch, float* diffSrc) const;

private:
    std::ptrdiff_t groups() const; ///< of samples
    std::ptrdiff_t gradientSize() const;
    std::ptrdiff_t shareSize() const;
    float* ownShare(float* scratch) const; ///< of the thread that calls

    const InnerProductKernels& kernels_;
    InnerProductSize size_;
    int threads_;
};

} // namespace cyclo::engine
