// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/InnerProduct.h"
#include "core/engine/PanelProducts.h"

namespace cyclo::engine {

/// An InnerProduct in f32 by products of ours, in the place of oneDNN's.
class PanelInnerProduct : public Op {
public:
    /// Whether it can read this source, and is faster.
    static bool pays(const PlanContext& context, const Activation& src, memory::dim outFeatures);

    /// @pre pays()
    PanelInnerProduct(PlanContext& context, ActivationRef src, const InnerProductOptions& options);

    const ActivationRef& dst() const { return dst_; }
    void bindBackward(PlanContext& context) override;
    void forward(dnnl::stream& stream, Phase phase) override;
    void backward(dnnl::stream& stream) override;

private:
    ActivationRef src_;
    ActivationRef dst_;
    PanelProducts products_;
    memory weights_;
    memory bias_;
    bool relu_;

    ParameterStore::Id weightsId_;
    ParameterStore::Id biasId_;
    ResultDiff diffDst_;
    memory scratch_;
    memory diffWeights_;
    memory diffBias_;
    memory diffSrc_; ///< empty: nobody needs it
};

} // namespace cyclo::engine
