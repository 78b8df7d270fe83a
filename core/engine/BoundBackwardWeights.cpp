// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/BoundBackwardWeights.h"

namespace cyclo::engine {

namespace {

/// Whole blocks only: what the padding of a last block holds would come into the gradient.
bool isBlocked(const memory::desc& desc) {
    const memory::dims dims = dimsOf(desc);
    return dims[1] % kPairChannels == 0 && desc == memory::desc(dims, kBf16, tag::nChw16c);
}

bool isKnown(const Window2d& window) {
    return window.kernel == memory::dims{kPairedKernel, kPairedKernel} &&
           window.strides[0] == window.strides[1] && window.strides[0] <= 2 &&
           window.paddingBegin[0] == window.paddingBegin[1];
}

/// @return nothing for layouts, kernels and strides that BackwardWeights has no code for
std::optional<BlockedConvolution> blockedConvolution(const BackwardWeightsMemories& memories,
                                                     const Window2d& window) {
    const memory::desc src = memories.src.get_desc(), dst = memories.diffDst.get_desc();
    const memory::desc weights = memories.diffWeights.get_desc();
    if (!isKnown(window) || !isBlocked(src) || !isBlocked(dst) ||
        weights != memory::desc(dimsOf(weights), kF32, tag::OIhw16i16o))
        return std::nullopt;
    const memory::dims from = dimsOf(src), to = dimsOf(dst);
    return BlockedConvolution{.samples = from[0],
                              .srcBlocks = from[1] / kPairChannels,
                              .srcHeight = from[2],
                              .srcWidth = from[3],
                              .dstBlocks = to[1] / kPairChannels,
                              .dstHeight = to[2],
                              .dstWidth = to[3],
                              .stride = window.strides[0],
                              .padding = window.paddingBegin[0]};
}

} // namespace

std::optional<BoundBackwardWeights> BoundBackwardWeights::ifPays(PlanContext& context,
                                                                 const BackwardWeightsMemories& memories,
                                                                 const Window2d& window) {
    const auto convolution = blockedConvolution(memories, window);
    if (!convolution || !BackwardWeights::pays(*convolution, context.engine.threads())) return std::nullopt;
    return BoundBackwardWeights(context, memories, *convolution);
}

BoundBackwardWeights::BoundBackwardWeights(PlanContext& context, const BackwardWeightsMemories& memories,
                                           const BlockedConvolution& convolution)
    : compute_(convolution, context.engine.threads()),
      memories_(memories),
      scratch_(context.arena.request(memory::desc({compute_.scratchSize()}, kF32, tag::x))) {
    context.useBackward({memories_.src, memories_.diffDst, scratch_});
}

void BoundBackwardWeights::execute() const {
    compute_.execute(valuesOf<Bf16>(memories_.src), valuesOf<Bf16>(memories_.diffDst), floats(scratch_),
                     floats(memories_.diffWeights), floats(memories_.diffBias));
}

} // namespace cyclo::engine
