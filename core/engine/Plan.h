// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/Convolution.h"
#include "core/engine/InnerProduct.h"
#include "core/engine/Op.h"

#include <memory>
#include <span>
#include <vector>

namespace cyclo::engine {

/// A network compiled for one batch size: a chain of ops over one arena. Built by adding layers, then
/// finished; from then on a step allocates, creates and looks up nothing.
class Plan {
public:
    /// @param src  [N, C, H, W] of the input, which comes plain
    Plan(Engine& engine, ParameterStore& parameters, const memory::dims& src);
    Plan(const Plan&) = delete;
    Plan& operator=(const Plan&) = delete;

    void addConvolution(const ConvolutionOptions& options);
    void addMaxPooling(const memory::dims& dst, const Window2d& window);
    void addInnerProduct(const InnerProductOptions& options);
    void addRelu();

    /// Allocates working memory and parameters. Once, after the last layer.
    void finish();

    /// @param src  the plain input: C·H·W values for each of the N samples; must live until backward() is
    /// over
    void forward(std::span<const float> src);
    void backward(); ///< after forward() and after diffResult() was written

    std::span<const float> result() const; ///< of the last layer, [N, classes]
    std::span<float> diffResult();         ///< gradient of the loss with respect to it, likewise
    std::size_t workingBytes() const { return arena_.bytes(); }

private:
    /// Appends the op and goes on from its result.
    template <typename AnyOp> void append(std::unique_ptr<AnyOp> op);

    Engine& engine_;
    Arena arena_;
    PlanContext context_;
    Activation input_;
    Activation last_;
    std::vector<std::unique_ptr<Op>> ops_;
};

} // namespace cyclo::engine
