// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/BoundBackwardWeights.h"
#include "core/engine/BoundWinograd.h"
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
    bool bias = true;
    bool relu = false; ///< fused behind the bias
    ParameterRates rates;
};

/// dst = convolution of src with weights, plus bias and then ReLU if asked for.
class Convolution : public Op {
public:
    /// @param src  [N, I, H, W]
    Convolution(PlanContext& context, ActivationRef src, const ConvolutionOptions& options);

    const ActivationRef& dst() const { return dst_; }
    void bindBackward(PlanContext& context) override;
    void forward(dnnl::stream& stream, Phase phase) override;
    void backward(dnnl::stream& stream) override;
    void fetchForward(const std::vector<memory>& next) override;
    void fetchBackward(const std::vector<memory>& next) override;

private:
    memory::desc storedLayout(const PlanContext& context, bool hasBias) const;
    dnnl::convolution_backward_weights::primitive_desc describeBackwardWeights(const PlanContext& context,
                                                                               bool hasBias) const;
    void bindForward(PlanContext& context);
    void bindBackwardWeights(PlanContext& context);
    void executeBackwardWeights(dnnl::stream& stream);
    void bindBackwardData(PlanContext& context);
    void executeBackwardData(dnnl::stream& stream);

    ActivationRef srcRef_;
    ActivationRef dst_;
    memory src_; ///< in the layout this op wants
    Window2d window_;
    dnnl::convolution_forward::primitive_desc description_;
    ParameterStore::Id weights_ = 0;
    memory weightsRead_; ///< by oneDNN's way forward: the stored ones, or a copy in bf16
    std::optional<ParameterStore::Id> bias_;
    bool relu_ = false;

    Reorder srcReorder_;                      ///< where the source comes in another layout
    Reorder weightsReorder_;                  ///< from the stored ones to those that are read
    std::optional<BoundWinograd> ownForward_; ///< where there, in the place of the next
    BoundPrimitive forward_;
    ResultDiff diffDst_;
    std::optional<BoundBackwardWeights> ownBackwardWeights_; ///< where there, in the place of the next four
    Reorder weightsSrcReorder_; ///< the first two where backward weights has no quick code for these layouts
    Reorder weightsDiffDstReorder_;
    BoundPrimitive backwardWeights_;
    Reorder diffWeightsReorder_;                   ///< from what backward weights likes to the stored layout
    std::optional<BoundWinograd> ownBackwardData_; ///< where there, in the place of the rest
    Reorder dataWeightsReorder_;                   ///< from what forward reads to what backward data likes
    Reorder dataDiffDstReorder_;                   ///< likewise for backward data
    std::optional<BoundPrimitive> backwardData_;
    Reorder diffSrcReorder_;
};

} // namespace cyclo::engine
