// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/Op.h"
#include "core/engine/Relu.h"
#include "core/engine/Reorder.h"

#include <optional>
#include <string>

namespace cyclo::engine {

enum class ActivationLayout {
    Blocked,     ///< channels in blocks as oneDNN likes; best where channel counts are multiples of the block
    ChannelsLast ///< NHWC: nothing is padded, so that odd channel counts waste no work
};

struct ConvolutionOptions {
    std::string name; ///< of the parameters: name.weight [O, I, KH, KW], name.bias [O]
    memory::dims dst; ///< [N, O, OH, OW]
    Window2d window;
    ActivationLayout layout = ActivationLayout::Blocked;
    bool relu = false; ///< fused behind the bias
};

/// dst = convolution of src with weights, plus bias, then ReLU if asked for.
class Convolution : public Op {
public:
    /// @param src  [N, I, H, W]
    Convolution(PlanContext& context, const Activation& src, const ConvolutionOptions& options);

    const Activation& dst() const { return dst_; }
    void forward(dnnl::stream& stream) override;
    void backward(dnnl::stream& stream) override;

private:
    using ForwardDesc = dnnl::convolution_forward::primitive_desc;
    void bindForward(PlanContext& context, const ForwardDesc& forward);
    void bindBackwardWeights(PlanContext& context, const ForwardDesc& forward, const Window2d& window);
    void bindBackwardData(PlanContext& context, const ForwardDesc& forward, const Window2d& window);

    Activation src_; ///< in the layout this op wants
    Activation dst_;
    ParameterStore::Id weights_ = 0;
    ParameterStore::Id bias_ = 0;
    Reorder srcReorder_, diffSrcReorder_; ///< where the source comes in another layout
    BoundPrimitive forward_;
    std::optional<ReluBackward> reluBackward_;
    BoundPrimitive backwardWeights_;
    Reorder diffWeightsReorder_; ///< from what backward weights likes to the stored layout
    Reorder weightsReorder_;     ///< from the stored layout to what backward data likes
    std::optional<BoundPrimitive> backwardData_;
};

} // namespace cyclo::engine
