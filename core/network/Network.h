// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/network/NetworkSpec.h"
#include "core/tensor/ParameterView.h"
#include "core/tensor/Tensor.h"

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace cyclo {

struct CompileOptions {
    SampleShape src;            ///< shape of one input sample
    std::int64_t batchSize = 1; ///< N the plan is made for
    int threads = 0;            ///< of the engine; 0: all processors
    std::uint64_t seed = 1;     ///< of the initial weights
};

/// Loss and hits over the samples of one batch.
struct BatchResult {
    double loss = 0.0;        ///< mean softmax cross-entropy; may be NaN or infinite
    std::int64_t correct = 0; ///< samples whose largest output is the label's
};

/// A network compiled into a plan of primitives for one batch size. Made, used and destroyed on one thread.
class Network {
public:
    Network(Network&&) noexcept;
    ~Network();

    std::int64_t batchSize() const;
    int threads() const; ///< of the engine
    std::int64_t parameterCount() const;

    /// Forward pass and loss over the first labels.size() samples.
    /// @param src     [batchSize, C, H, W] plain; must live until backward() is over
    /// @param labels  1 to batchSize of them
    BatchResult forward(std::span<const float> src, std::span<const std::int32_t> labels);

    /// Gradients of the mean loss of the last forward() with respect to every parameter.
    void backward();

    ParameterView parameters();

    /// Outputs of the last layer after forward(): [batchSize, classes].
    std::span<const float> logits() const;

    /// Plain copies in definition order: "conv1.weight" [O, I, KH, KW], "conv1.bias" [O], "fc1.weight" [out,
    /// in], ...
    std::vector<NamedTensor> weights() const;
    std::vector<NamedTensor> gradients() const;

    /// @throws std::invalid_argument  where a tensor is missing, left over, or of another shape; nothing is
    /// changed then
    void setWeights(const std::vector<NamedTensor>& weights);

private:
    friend Network compile(const NetworkSpec& spec, const CompileOptions& options);
    struct Compiled;
    explicit Network(std::unique_ptr<Compiled> compiled);

    std::unique_ptr<Compiled> compiled_;
};

/// Compiles the description for the calling thread and fills in its seeded initial weights.
/// @throws std::invalid_argument  for shapes that do not fit; std::runtime_error where memory is short
Network compile(const NetworkSpec& spec, const CompileOptions& options);

} // namespace cyclo
