// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/network/PlanLayers.h"

#include "core/tensor/Rng.h"

#include <algorithm>
#include <stdexcept>

namespace cyclo {

namespace {

using engine::memory;

/// In blocks of channels, 20 or 50 channels would put a third of the work into padding (measured on LeNet at
/// batch 512 with blocks of 16: 35 ms a step channels-last, 45 ms blocked).
engine::ActivationLayout layoutFor(const NetworkSpec& spec) {
    const bool padded = std::ranges::any_of(spec.layers, [](const LayerSpec& layer) {
        const auto* conv = std::get_if<Conv2d>(&layer.options);
        return conv && conv->outChannels % 16 != 0;
    });
    return padded ? engine::ActivationLayout::ChannelsLast : engine::ActivationLayout::Blocked;
}

/// Input of the plan. A network that starts fully connected sees each sample as one row, in the same order of
/// values.
memory::dims inputDims(const NetworkSpec& spec, const CompileOptions& options) {
    const SampleShape& src = options.src;
    if (std::holds_alternative<Linear>(spec.layers.front().options))
        return {options.batchSize, src.count(), 1, 1};
    return {options.batchSize, src.channels, src.height, src.width};
}

engine::ParameterRates ratesOf(const LayerMultipliers& m) {
    return {.weight = {m.weightLr, m.weightDecay}, .bias = {m.biasLr, m.biasDecay}};
}

/// A window with the padding at the end that makes `dst` places out of `src`: rounding up reaches over it.
engine::Window2d windowOf(const PoolWindow& pool, const SampleShape& src, const SampleShape& dst) {
    const auto paddingEnd = [&](std::int64_t from, std::int64_t to) {
        return std::max<std::int64_t>(0, (to - 1) * pool.stride + pool.kernelSize - from - pool.padding);
    };
    return {{pool.kernelSize, pool.kernelSize},
            {pool.stride, pool.stride},
            {pool.padding, pool.padding},
            {paddingEnd(src.height, dst.height), paddingEnd(src.width, dst.width)}};
}

engine::Window2d windowOf(const Conv2d& conv) {
    const memory::dims padding{conv.padding, conv.padding};
    return {{conv.kernelSize, conv.kernelSize}, {conv.stride, conv.stride}, padding, padding};
}

/// Adds one layer after another to the plan, each with what of the layers behind it can be done in the same
/// pass over memory.
class LayerPlanner {
public:
    LayerPlanner(engine::Plan& plan, const NetworkSpec& spec, const CompileOptions& options)
        : plan_(plan),
          network_(spec.name),
          layers_(spec.layers),
          summaries_(summarize(spec, options.src)),
          layout_(layoutFor(spec)),
          batchSize_(options.batchSize),
          seed_(options.seed),
          results_(layers_.size()),
          consumers_(layers_.size()) {
        for (const LayerSummary& layer : summaries_) {
            if (layer.source) ++consumers_[*layer.source];
            if (layer.other) ++consumers_[*layer.other];
        }
    }

    engine::ActivationRef addAll() {
        for (at_ = 0; at_ < layers_.size();) {
            last_ = at_;
            results_[at_] = std::visit(*this, layers_[at_].options);
            results_[at_]->consumers = consumers_[last_];
            for (; at_ < last_; ++at_) // layers that were taken in have the same result
                results_[at_ + 1] = results_[at_];
            ++at_;
        }
        return results_.back();
    }

    engine::ActivationRef operator()(const Conv2d& conv) {
        return plan_.addConvolution(src(), {.name = here().name,
                                            .dst = dims(here().dst),
                                            .window = windowOf(conv),
                                            .layout = layout_,
                                            .bias = conv.bias,
                                            .relu = takeIn<Relu>(),
                                            .rates = ratesOf(layers_[at_].multipliers)});
    }
    engine::ActivationRef operator()(const MaxPool2d& pool) {
        return plan_.addMaxPooling(src(), dims(here().dst),
                                   windowOf(pool.window, here().src, here().dst));
    }
    engine::ActivationRef operator()(const AvgPool2d& pool) {
        return plan_.addMeanPooling(src(), dims(here().dst),
                                    windowOf(pool.window, here().src, here().dst));
    }
    engine::ActivationRef operator()(const GlobalAvgPool&) {
        const SampleShape& from = here().src;
        return plan_.addMeanPooling(
            src(), dims(here().dst), {{from.height, from.width}, {from.height, from.width}, {0, 0}, {0, 0}});
    }
    engine::ActivationRef operator()(const Relu&) { return plan_.addRelu(src()); }
    engine::ActivationRef operator()(const Linear& linear) {
        return plan_.addInnerProduct(src(), {.name = here().name,
                                             .outFeatures = linear.outFeatures,
                                             .relu = takeIn<Relu>(),
                                             .exactResult = last_ + 1 == layers_.size(),
                                             .rates = ratesOf(layers_[at_].multipliers)});
    }
    engine::ActivationRef operator()(const BatchNorm2d& norm) {
        if (batchSize_ * here().src.height * here().src.width == 1)
            throw std::invalid_argument("network '" + network_ + "': " + here().name +
                                        ": batch-norm of 1x1 maps has only one value of each channel at "
                                        "batch 1, so it learns nothing; use a larger batch");
        const engine::ActivationRef from = src();
        const engine::ActivationRef residual = takeIn<Add>() ? otherOf(last_) : nullptr;
        return plan_.addBatchNorm(from, residual,
                                  {.name = here().name,
                                   .eps = static_cast<float>(norm.eps),
                                   .momentum = static_cast<float>(norm.momentum),
                                   .relu = takeIn<Relu>(),
                                   .rates = ratesOf(layers_[at_].multipliers)});
    }
    engine::ActivationRef operator()(const Dropout& dropout) {
        // A seed of its own for each layer, so that two of them do not draw alike.
        const std::uint64_t layerSeed = Rng(seed_, "dropout." + here().name).next();
        return plan_.addDropout(src(), static_cast<float>(dropout.probability), layerSeed);
    }
    engine::ActivationRef operator()(const LocalResponseNorm& norm) {
        return plan_.addResponseNorm(src(), {.size = norm.size,
                                             .alpha = static_cast<float>(norm.alpha),
                                             .beta = static_cast<float>(norm.beta)});
    }
    engine::ActivationRef operator()(const Add&) {
        return plan_.addSum(src(), resultOf(here().other));
    }

private:
    const LayerSummary& here() const { return summaries_[at_]; }
    engine::ActivationRef resultOf(LayerSource layer) const {
        return layer ? results_[*layer] : plan_.input();
    }
    engine::ActivationRef src() const { return resultOf(here().source); }
    memory::dims dims(const SampleShape& shape) const {
        return {batchSize_, shape.channels, shape.height, shape.width};
    }

    /// Whether the layer behind the last one is of this kind and reads nothing else's but its result, which
    /// nobody else reads; it is taken in then.
    template <typename Layer> bool takeIn() {
        const std::size_t next = last_ + 1;
        if (next >= layers_.size() || !std::holds_alternative<Layer>(layers_[next].options)) return false;
        const LayerSummary& summary = summaries_[next];
        const bool reads = summary.source == last_ || summary.other == last_;
        if (!reads || summary.source == summary.other || consumers_[last_] != 1) return false;
        last_ = next;
        return true;
    }

    /// What a sum adds to the result of the layer before it.
    engine::ActivationRef otherOf(std::size_t sum) const {
        const LayerSummary& summary = summaries_[sum];
        return resultOf(summary.source == sum - 1 ? summary.other : summary.source);
    }

    engine::Plan& plan_;
    const std::string& network_; ///< its name
    const std::vector<LayerSpec>& layers_;
    const std::vector<LayerSummary> summaries_;
    engine::ActivationLayout layout_;
    std::int64_t batchSize_;
    std::uint64_t seed_;
    std::vector<engine::ActivationRef> results_;
    std::vector<int> consumers_;
    std::size_t at_ = 0;   ///< the layer that is being added
    std::size_t last_ = 0; ///< the last that was taken in with it
};

} // namespace

std::unique_ptr<engine::Plan> planLayers(engine::Engine& engine, engine::ParameterStore& parameters,
                                         const NetworkSpec& spec, const CompileOptions& options) {
    if (spec.layers.empty() || !std::holds_alternative<Linear>(spec.layers.back().options))
        throw std::invalid_argument("network '" + spec.name +
                                    "' must end in a fully connected layer, one output a class");
    const auto type = options.precision == Precision::Bf16 ? engine::kBf16 : engine::kF32;
    auto plan = std::make_unique<engine::Plan>(engine, parameters, inputDims(spec, options), type);
    LayerPlanner planner(*plan, spec, options);
    plan->finish(planner.addAll());
    return plan;
}

} // namespace cyclo
