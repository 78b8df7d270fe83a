// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/network/NetworkSpec.h"
#include "core/network/Precision.h"
#include "core/tensor/ParameterUpdate.h"
#include "core/tensor/ParameterView.h"
#include "core/tensor/Tensor.h"

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace cyclo {

struct CompileOptions {
    SampleShape src;            ///< shape of one input sample
    std::int64_t batchSize = 1; ///< N the plan is made for
    int threads = 0;            ///< of the engine; 0: all processors
    std::uint64_t seed = 1;     ///< of the initial weights
    Precision precision = Precision::F32;
};

/// Loss and hits over the samples of one batch.
struct BatchResult {
    double loss = 0.0;        ///< mean softmax cross-entropy or squared error; may be NaN or infinite
    std::int64_t correct = 0; ///< samples whose largest output is the label's; 0 for real targets
};

/// Everything a network changes while it trains, in the order and layout of the compiled network: a value to
/// keep and put back, to the last bit.
struct NetworkState {
    std::vector<float> weights;
    std::vector<float> statistics;    ///< running means and variances
    std::uint64_t trainingPasses = 0; ///< decides what dropout draws next

    bool operator==(const NetworkState&) const = default;
};

/// Where one parameter stands in the flat ranges of Network::parameters(), its padding included.
struct ParameterRange {
    std::string name;
    std::size_t begin = 0;
    std::size_t end = 0;
};

/// A network compiled into a plan of primitives for one batch size. Made, used and destroyed on one thread.
class Network {
public:
    Network(Network&&) noexcept;
    ~Network();

    std::int64_t batchSize() const;
    int threads() const; ///< of the engine
    std::int64_t parameterCount() const;
    bool hasStatistics() const; ///< running ones, of batch-norm

    /// Forward pass of training and loss over the first labels.size() samples: batch-norm takes the batch's
    /// statistics and moves the running ones, dropout drops.
    /// @param src     [batchSize, C, H, W] plain; must live until backward() is over
    /// @param labels  1 to batchSize of them
    BatchResult forward(std::span<const float> src, std::span<const std::int32_t> labels);

    /// The same for evaluation: running statistics, no dropout, nothing of the network changes.
    BatchResult evaluate(std::span<const float> src, std::span<const std::int32_t> labels);

    /// Both with squared error instead (engine/SquaredError.h).
    /// @param targets  [N, outputs], N from 1 to batchSize
    BatchResult forward(std::span<const float> src, std::span<const float> targets);
    BatchResult evaluate(std::span<const float> src, std::span<const float> targets);

    /// Gradients of the mean loss of the last forward() with respect to every parameter.
    void backward();
    /// The same, and the update applied to all parameters(): to each part once the step needs its weights no
    /// more. Gradients that the update was given on the way are not kept.
    void backward(ParameterUpdate& update);

    ParameterView parameters();
    std::vector<ParameterRange> parameterRanges() const; ///< in definition order

    /// Outputs of the last layer after forward(): [batchSize, classes].
    std::span<const float> logits() const;

    /// Plain copies in definition order: "conv1.weight" [O, I, KH, KW], "conv1.bias" [O], "bn1.running_mean"
    /// [C], "fc1.weight" [out, in], ...
    std::vector<NamedTensor> weights() const;
    std::vector<NamedTensor> gradients() const; ///< of what the optimizer moves

    NetworkState state() const;
    /// @throws std::invalid_argument  if it is of another network
    void setState(const NetworkState& state);

    /// Seconds that the primitives of one training step take when each runs alone, its data still in the
    /// caches, summed up: what the step could take at best. The next step starts from the weights as before.
    double primitiveSeconds();

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
/// @throws std::invalid_argument  for shapes that do not fit, batch-norm over a single value, or a precision
/// that this processor does not know; std::runtime_error where memory is short
Network compile(const NetworkSpec& spec, const CompileOptions& options);

} // namespace cyclo
