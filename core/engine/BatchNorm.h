// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/ChannelKernels.h"
#include "core/engine/Reorder.h"
#include "core/engine/TotalDiff.h"

#include <string>

namespace cyclo::engine {

struct BatchNormOptions {
    std::string name; ///< of weight, bias, running_mean, running_var, each [C]
    float eps = 1e-5f;
    float momentum = 0.1f; ///< share of the batch in the running values
    bool relu = false;     ///< fused behind the sum
    ParameterRates rates;
};

/// Batch normalisation of [N, C, H, W], with the residual sum and the ReLU behind it in the same passes over
/// memory: dst = max(weight · (src - mean) / sqrt(variance + eps) + bias + residual, 0). oneDNN's own would
/// pass over memory once more for the variance, for the sum, and for the ReLU, each way; on CIFAR ResNets
/// that is a third of the step. The result does not depend on the thread count.
/// @tparam Value  how activations are stored: float or Bf16
template <typename Value> class BatchNorm : public Op {
public:
    /// @param residual  of the shape of src; null: none
    BatchNorm(PlanContext& context, ActivationRef src, ActivationRef residual,
              const BatchNormOptions& options);

    const ActivationRef& dst() const { return dst_; }
    void bindBackward(PlanContext& context) override;
    void forward(dnnl::stream& stream, Phase phase) override;
    void backward(dnnl::stream& stream) override;
    std::vector<memory> awaitedForward() const override;
    std::vector<memory> awaitedBackward() const override;

private:
    /// Numbers per channel, padded to whole blocks with zeros.
    using PerChannel = std::vector<float>;

    void addParameters(const std::string& name);
    void takeDiffs(PlanContext& context);
    void giveDiffs(PlanContext& context);

    void measureBatch(const Value* x);
    void finishChannel(std::ptrdiff_t block, std::ptrdiff_t c, const Value* x);
    void takeRunning();
    void foldParameters();
    ArrivingGradient<Value> arriving(std::ptrdiff_t offset, std::ptrdiff_t channel) const;
    void finishGradient(std::ptrdiff_t block, std::ptrdiff_t c);

    template <typename Body> void forEachChunk(const Body& body) const;
    template <typename Body> void forEachChannel(const Body& body) const;
    std::size_t sumAt(std::ptrdiff_t sample, std::ptrdiff_t block, std::ptrdiff_t c) const;

    /// A ReLU right behind x · scale + shift, whose gradient comes in one part, needs no result to go back.
    bool isGated() const { return options_.relu && !residual_ && !secondDiff_; }
    ChannelGate gate(std::ptrdiff_t channel) const;

    ParameterStore& parameters_;
    ChannelKernels<Value> kernels_;
    int threads_;
    BatchNormOptions options_;
    ActivationRef srcRef_, residualRef_, dst_;
    memory src_, residual_; ///< in blocks of channels
    ChannelBlocks blocks_;
    ChannelChunk chunk_;
    ParameterStore::Id weight_ = 0, bias_ = 0, runningMean_ = 0, runningVariance_ = 0;
    Reorder srcReorder_, residualReorder_;

    TotalDiff diffDst_;
    memory firstDiff_, secondDiff_, diffSrc_;
    memory total_;             ///< the sum of the parts behind the ReLU; where gated, still before it
    bool writesTotal_ = false; ///< else it is the first part as it came
    Reorder diffSrcReorder_, diffResidualReorder_;

    PerChannel mean_, inverseDeviation_, scale_, shift_;
    PerChannel a_, b_, c_;               ///< of SourceGradient
    std::vector<float> sums_, products_; ///< of each chunk, in the order of memory
};

} // namespace cyclo::engine
