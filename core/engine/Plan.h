// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/BatchNorm.h"
#include "core/engine/Convolution.h"
#include "core/engine/InnerProduct.h"
#include "core/engine/MaxPooling.h"
#include "core/engine/MeanPooling.h"
#include "core/engine/ResponseNorm.h"

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace cyclo::engine {

/// A network compiled for one batch size: ops in the order they run, over one arena. Built by adding layers,
/// each with the results it reads; then finished. From then on a step allocates, creates and looks up nothing.
class Plan {
public:
    /// @param src   [N, C, H, W] of the input, which comes plain and in f32
    /// @param type  how activations are stored on their way, and weights where primitives read them
    Plan(Engine& engine, ParameterStore& parameters, const memory::dims& src, memory::data_type type);
    Plan(const Plan&) = delete;
    Plan& operator=(const Plan&) = delete;

    const ActivationRef& input() const { return input_; } ///< as layers read it

    ActivationRef addConvolution(const ActivationRef& src, const ConvolutionOptions& options);
    ActivationRef addMaxPooling(const ActivationRef& src, const memory::dims& dst, const Window2d& window);
    ActivationRef addMeanPooling(const ActivationRef& src, const memory::dims& dst, const Window2d& window);
    ActivationRef addInnerProduct(const ActivationRef& src, const InnerProductOptions& options);
    ActivationRef addRelu(const ActivationRef& src);
    /// @param residual  null: none
    ActivationRef addBatchNorm(const ActivationRef& src, const ActivationRef& residual,
                               const BatchNormOptions& options);
    ActivationRef addResponseNorm(const ActivationRef& src, const ResponseNormOptions& options);
    ActivationRef addDropout(const ActivationRef& src, float probability, std::uint64_t seed);
    ActivationRef addSum(const ActivationRef& a, const ActivationRef& b);

    /// Sets up the way back, allocates working memory and parameters. Once, after the last layer, whose
    /// result is the plan's and in f32.
    /// @throws std::invalid_argument  if the result of a layer is not used
    void finish(const ActivationRef& result);

    /// @param src  the plain input: C·H·W values for each of the N samples; must live until backward() is
    /// over
    void forward(std::span<const float> src, Phase phase);
    void backward(); ///< after forward() in training and after diffResult() was written
    /// The same, and the update applied to all parameters: to each part once the step needs its weights no
    /// more. Gradients that an op gives it are not kept.
    void backward(ParameterUpdate& update);

    std::span<const float> result() const; ///< of the last layer, [N, classes]
    std::span<float> diffResult();         ///< gradient of the loss with respect to it, likewise

    /// Seconds that each op takes alone, forward and backward, when it has just been run, summed up. The
    /// values in memory are of no use afterwards.
    double secondsAlone();

    std::uint64_t trainingPasses() const { return passes_; } ///< decides what dropout draws
    void setTrainingPasses(std::uint64_t passes) { passes_ = passes; }

private:
    template <typename AnyOp, typename... Arguments> ActivationRef append(Arguments&&... arguments);
    template <template <typename> typename AnyOp, typename... Arguments>
    ActivationRef appendFor(Arguments&&... arguments); ///< the one for the values of this plan

    Engine& engine_;
    Arena arena_;
    PlanContext context_;
    memory samples_; ///< that forward() was given
    ActivationRef input_;
    ActivationRef result_;
    std::vector<std::unique_ptr<Op>> ops_;
    std::uint64_t passes_ = 0;
};

} // namespace cyclo::engine
