// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/BlockedConvolution.h"
#include "core/engine/PairKernels.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace cyclo::engine {

/// The gradient of the weights of a 3x3 kernel with a stride of 1 or 2, from bf16 activations in blocks of 16
/// channels (nChw16c). The processor's bf16
/// product sums over pairs, here of neighbouring places, whose values have to stand side by side: oneDNN
/// writes the source out in that order first, which takes a fifth of its time on maps of few channels; here
/// it is brought into it in registers, as it is read. Sums are in f32, in an order that the thread count
/// decides.
class BackwardWeights {
public:
    /// Whether this processor has the instructions, and they are faster so than oneDNN's primitive.
    static bool pays(const BlockedConvolution& convolution, int threads);

    BackwardWeights(const BlockedConvolution& convolution, int threads);

    /// Floats of working memory, which starts on a cache line.
    std::ptrdiff_t scratchSize() const { return threads_ * share_.size(); }

    /// @param src          [samples, srcBlocks, srcHeight, srcWidth, 16]
    /// @param diffDst      [samples, dstBlocks, dstHeight, dstWidth, 16]
    /// @param diffWeights  [dstBlocks, srcBlocks, 3, 3, 16 of src, 16 of dst] (OIhw16i16o)
    /// @param diffBias     [16 · dstBlocks], or null
    void execute(const Bf16* src, const Bf16* diffDst, float* scratch, float* diffWeights,
                 float* diffBias) const;

private:
    /// What a thread has of the working memory, in floats: a part of the sums, of those of the bias, and
    /// the gradients of a group of samples in pairs.
    struct Share {
        std::ptrdiff_t weights = 0;
        std::ptrdiff_t bias = 0;
        std::ptrdiff_t pairs = 0;
        std::ptrdiff_t size() const { return weights + bias + pairs; }
    };
    struct Sources {
        const Bf16* src;
        const Bf16* pairs;
        std::ptrdiff_t samples;
    };

    void findInside();
    void sumSamples(std::ptrdiff_t thread, const Bf16* src, const Bf16* diffDst, float* share,
                    bool hasBias) const;
    void sumGroup(const Sources& group, float* weights) const;
    void sumKernelRow(std::ptrdiff_t row, const Sources& block, float* weights) const;
    void gatherWeights(std::ptrdiff_t row, const float* scratch, float* diffWeights) const;
    void gatherBias(const float* scratch, float* diffBias) const;

    std::ptrdiff_t srcBlockSize() const { return on_.srcHeight * on_.srcWidth * kPairChannels; }
    std::ptrdiff_t dstBlockSize() const { return on_.dstHeight * on_.dstWidth * kPairChannels; }
    std::ptrdiff_t pairsBlockSize() const { return on_.dstHeight * pairs_ * kPairValues; }

    BlockedConvolution on_;
    int threads_;
    std::ptrdiff_t pairs_; ///< of a row
    std::ptrdiff_t group_; ///< samples that are brought into pairs before they are summed over
    Share share_;
    std::vector<std::uint16_t> inside_; ///< of PairRows
    std::ptrdiff_t innerBegin_ = 0, innerEnd_ = 0;
};

} // namespace cyclo::engine
