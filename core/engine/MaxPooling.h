// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/MaxKernels.h"
#include "core/engine/Reorder.h"
#include "core/engine/TotalDiff.h"

#include <vector>

namespace cyclo::engine {

/// Largest value of each window; remembers where it stood, so that the gradient goes there. oneDNN's own
/// takes six times as long on AVX2: as much of LeNet's step as all its convolutions' forward passes.
/// @tparam Value  how activations are stored: float or Bf16
template <typename Value> class MaxPooling : public Op {
public:
    /// @param dst     [N, C, OH, OW]
    /// @param window  square
    MaxPooling(PlanContext& context, ActivationRef src, const memory::dims& dst, const Window2d& window);

    const ActivationRef& dst() const { return dst_; }
    void bindBackward(PlanContext& context) override;
    void forward(dnnl::stream& stream, Phase phase) override;
    void backward(dnnl::stream& stream) override;

private:
    ActivationRef srcRef_, dst_;
    memory src_; ///< in a layout the kernels know
    ChannelBlocks blocks_;
    MaxWindows windows_;
    int threads_;
    std::vector<MaxPlace> places_;
    std::vector<float> scratch_; ///< of each thread one after another
    Reorder srcReorder_, diffSrcReorder_;
    TotalDiff diffDst_;
    memory diffSrc_;
};

} // namespace cyclo::engine
