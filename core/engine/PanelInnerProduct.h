// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/InnerProduct.h"
#include "core/engine/PanelProducts.h"

namespace cyclo::engine {

/// An InnerProduct in f32 by products of ours, in the place of oneDNN's.
class PanelInnerProduct : public Op {
public:
    /// The kernels for it; null where it cannot read this source, or oneDNN is faster.
    static const InnerProductKernels* kernelsFor(const PlanContext& context, const Activation& src,
                                                 memory::dim outFeatures);

    /// @param kernels  those of kernelsFor()
    PanelInnerProduct(PlanContext& context, const InnerProductKernels& kernels, ActivationRef src,
                      const InnerProductOptions& options);

    const ActivationRef& dst() const { return dst_; }
    void bindBackward(PlanContext& context) override;
    void forward(dnnl::stream& stream, Phase phase) override;
    void backward(dnnl::stream& stream) override;
    void backwardAndUpdate(dnnl::stream& stream, ParameterUpdate& update) override;

private:
    void goBack(dnnl::stream& stream, ParameterUpdate* update);

    ActivationRef src_;
    ActivationRef dst_;
    PanelProducts products_;
    memory weights_;
    memory bias_;
    bool relu_;

    ParameterStore::Id weightsId_;
    ParameterStore::Id biasId_;
    std::size_t weightsOffset_ = 0; ///< in the flat parameters
    ResultDiff diffDst_;
    memory scratch_;
    memory diffWeights_;
    memory diffBias_;
    memory diffSrc_; ///< empty: nobody needs it
};

} // namespace cyclo::engine
