// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/BatchNorm.h"

#include <algorithm>
#include <cmath>

namespace cyclo::engine {

namespace {

/// The layout the kernels work in: that of the source where it suits them.
memory::desc workingLayout(const memory::desc& src) {
    const auto blocks = channelBlocksOf(src);
    if (blocks && blocks->block % 8 == 0) return src;
    const memory::dims dims = dimsOf(src);
    const memory::data_type type = typeOf(src);
    if (dims.size() == 2) return paddedRows(dims, type);
    return {dims, type, type == kF32 ? tag::nChw8c : tag::nChw16c}; // bf16 lives on wider units
}

} // namespace

template <typename Value>
BatchNorm<Value>::BatchNorm(PlanContext& context, ActivationRef src, ActivationRef residual,
                            const BatchNormOptions& options)
    : parameters_(context.parameters),
      threads_(context.engine.threads()),
      options_(options),
      srcRef_(std::move(src)),
      residualRef_(std::move(residual)) {
    const memory::desc layout = workingLayout(srcRef_->desc());
    blocks_ = *channelBlocksOf(layout);
    chunk_ = {blocks_.rows, blocks_.block};
    kernels_ = channelKernels<Value>(chunk_.width);
    src_ = inLayout(context.arena, srcRef_->data, layout);
    srcReorder_ = Reorder::forward(context, srcRef_->data, src_);
    if (residualRef_) {
        residual_ = inLayout(context.arena, residualRef_->data, layout);
        residualReorder_ = Reorder::forward(context, residualRef_->data, residual_);
    }
    dst_ = context.result(layout);
    dst_->readByItsOp = options_.relu && residualRef_; // with one consumer; else no gradient goes over it
    context.useForward({src_, dst_->data});
    if (residual_) context.useForward({residual_});

    addParameters(options.name);
}

template <typename Value> void BatchNorm<Value>::addParameters(const std::string& name) {
    const memory::dim channels = blocks_.channels;
    const memory::desc layout({channels}, memory::data_type::f32, memory::format_tag::x);
    weight_ = parameters_.add(name + ".weight", {channels}, layout, options_.rates.weight);
    bias_ = parameters_.add(name + ".bias", {channels}, layout, options_.rates.bias);
    runningMean_ = parameters_.addStatistic(name + ".running_mean", channels);
    runningVariance_ = parameters_.addStatistic(name + ".running_var", channels);

    const auto padded = static_cast<std::size_t>(blocks_.blocks * blocks_.block);
    for (PerChannel* numbers : {&mean_, &inverseDeviation_, &scale_, &shift_, &a_, &b_, &c_})
        numbers->resize(padded);
    sums_.resize(padded * static_cast<std::size_t>(blocks_.samples));
    products_.resize(sums_.size());
}

template <typename Value> void BatchNorm<Value>::bindBackward(PlanContext& context) {
    takeDiffs(context);
    context.useBackward({src_});
    giveDiffs(context);
}

/// Two parts of the gradient are summed in the pass that reads them.
template <typename Value> void BatchNorm<Value>::takeDiffs(PlanContext& context) {
    const auto& diffs = dst_->diffs;
    bool mayOverwrite = false;
    if (diffs.size() == 2) {
        firstDiff_ = diffs[0].place;
        secondDiff_ = diffs[1].place;
        mayOverwrite = !diffs[0].shared;
        context.useBackward({firstDiff_, secondDiff_});
    } else {
        diffDst_ = TotalDiff(context, *dst_);
        firstDiff_ = diffDst_.place();
        mayOverwrite = diffDst_.mayOverwrite();
    }
    writesTotal_ = secondDiff_ || (options_.relu && residual_);
    total_ = !writesTotal_ || mayOverwrite ? firstDiff_ : context.arena.request(dst_->desc());
    context.useBackward({total_});
    if (options_.relu && !isGated()) context.useBackward({dst_->data});
}

template <typename Value> void BatchNorm<Value>::giveDiffs(PlanContext& context) {
    if (residualRef_ && residualRef_->needsDiff) {
        if (residual_.get_desc() == residualRef_->desc()) {
            residualRef_->diffs.push_back({total_, !writesTotal_});
        } else {
            const memory given = context.addDiff(*residualRef_);
            diffResidualReorder_ = Reorder::backward(context, total_, given);
        }
    }
    if (!srcRef_->needsDiff) return;
    const memory given = context.addDiffOverData(*srcRef_);
    diffSrc_ = inLayout(context.arena, given, src_.get_desc());
    context.useBackward({diffSrc_});
    diffSrcReorder_ = Reorder::backward(context, diffSrc_, given);
}

/// body(number of the chunk, its offset in memory, its first channel)
template <typename Value>
template <typename Body>
void BatchNorm<Value>::forEachChunk(const Body& body) const {
    const std::ptrdiff_t count = blocks_.samples * blocks_.blocks;
    const std::ptrdiff_t size = chunk_.rows * chunk_.width;
#pragma omp parallel for num_threads(threads_) schedule(static)
    for (std::ptrdiff_t chunk = 0; chunk < count; ++chunk)
        body(chunk, chunk * size, chunk % blocks_.blocks * blocks_.block);
}

/// body(block, channel in it)
template <typename Value>
template <typename Body>
void BatchNorm<Value>::forEachChannel(const Body& body) const {
#pragma omp parallel for num_threads(threads_) schedule(static)
    for (std::ptrdiff_t channel = 0; channel < blocks_.channels; ++channel)
        body(channel / blocks_.block, channel % blocks_.block);
}

template <typename Value>
std::size_t BatchNorm<Value>::sumAt(std::ptrdiff_t sample, std::ptrdiff_t block, std::ptrdiff_t c) const {
    return static_cast<std::size_t>((sample * blocks_.blocks + block) * blocks_.block + c);
}

template <typename Value> ChannelGate BatchNorm<Value>::gate(std::ptrdiff_t channel) const {
    return isGated() ? ChannelGate{scale_.data() + channel, shift_.data() + channel} : ChannelGate{};
}

/// The moments of each chunk around its first row, then those of each channel from them.
template <typename Value> void BatchNorm<Value>::measureBatch(const Value* x) {
    forEachChunk([&](std::ptrdiff_t chunk, std::ptrdiff_t offset, std::ptrdiff_t) {
        const std::ptrdiff_t at = chunk * blocks_.block;
        kernels_.sumMoments(chunk_, x + offset, x + offset, sums_.data() + at, products_.data() + at);
    });
    forEachChannel([&](std::ptrdiff_t block, std::ptrdiff_t c) { finishChannel(block, c, x); });
}

/// Mean and variance of a channel over the batch; the running ones follow, with the variance without bias.
template <typename Value>
void BatchNorm<Value>::finishChannel(std::ptrdiff_t block, std::ptrdiff_t c, const Value* x) {
    const auto rows = static_cast<double>(chunk_.rows), samples = static_cast<double>(blocks_.samples);
    const std::ptrdiff_t size = chunk_.rows * chunk_.width;
    const auto first = [&](std::ptrdiff_t n) -> double {
        return static_cast<float>(x[(n * blocks_.blocks + block) * size + c]);
    };
    double mean = 0, squares = 0;
    for (std::ptrdiff_t n = 0; n < blocks_.samples; ++n)
        mean += first(n) + sums_[sumAt(n, block, c)] / rows;
    mean /= samples;
    for (std::ptrdiff_t n = 0; n < blocks_.samples; ++n) {
        // Sum of (x - mean)² from the sums of d = x - first and of d².
        const double away = first(n) - mean;
        squares += products_[sumAt(n, block, c)] + (2 * sums_[sumAt(n, block, c)] + rows * away) * away;
    }
    if (squares < 0) squares = 0; // rounding; a NaN stays

    const std::ptrdiff_t channel = block * blocks_.block + c;
    const auto index = static_cast<std::size_t>(channel);
    const double count = rows * samples;
    mean_[index] = static_cast<float>(mean);
    inverseDeviation_[index] = static_cast<float>(1.0 / std::sqrt(squares / count + options_.eps));
    const auto follow = [&](ParameterStore::Id id, double value) {
        float& running = floats(parameters_.weights(id))[channel];
        running += options_.momentum * (static_cast<float>(value) - running);
    };
    follow(runningMean_, mean);
    follow(runningVariance_, squares / std::max(count - 1.0, 1.0));
}

template <typename Value> void BatchNorm<Value>::takeRunning() {
    const float* mean = floats(parameters_.weights(runningMean_));
    const float* variance = floats(parameters_.weights(runningVariance_));
    for (std::size_t c = 0; c < static_cast<std::size_t>(blocks_.channels); ++c) {
        mean_[c] = mean[c];
        inverseDeviation_[c] = 1.f / std::sqrt(variance[c] + options_.eps);
    }
}

/// scale and shift of dst = x · scale + shift for the mean and deviation at hand.
template <typename Value> void BatchNorm<Value>::foldParameters() {
    const float* weight = floats(parameters_.weights(weight_));
    const float* bias = floats(parameters_.weights(bias_));
    for (std::size_t c = 0; c < static_cast<std::size_t>(blocks_.channels); ++c) {
        scale_[c] = weight[c] * inverseDeviation_[c];
        shift_[c] = bias[c] - mean_[c] * scale_[c];
    }
}

template <typename Value> void BatchNorm<Value>::forward(dnnl::stream& stream, Phase phase) {
    srcReorder_.execute(stream);
    residualReorder_.execute(stream);
    const Value *x = valuesOf<Value>(src_), *residual = valuesOf<Value>(residual_);
    if (phase == Phase::Training)
        measureBatch(x);
    else
        takeRunning();
    foldParameters();
    Value* dst = valuesOf<Value>(dst_->data);
    forEachChunk([&](std::ptrdiff_t, std::ptrdiff_t offset, std::ptrdiff_t channel) {
        kernels_.normalize(chunk_, x + offset, residual ? residual + offset : nullptr,
                           scale_.data() + channel, shift_.data() + channel, options_.relu, dst + offset);
    });
}

template <typename Value>
ArrivingGradient<Value> BatchNorm<Value>::arriving(std::ptrdiff_t offset, std::ptrdiff_t channel) const {
    const Value *second = valuesOf<Value>(secondDiff_), *first = valuesOf<Value>(firstDiff_);
    return {.first = first + offset,
            .second = second ? second + offset : nullptr,
            .result = options_.relu && !isGated() ? valuesOf<Value>(dst_->data) + offset : nullptr,
            .total = writesTotal_ ? valuesOf<Value>(total_) + offset : nullptr,
            .gate = gate(channel)};
}

/// Gradients of weight and bias, and the numbers that take the gradient back to the source.
template <typename Value> void BatchNorm<Value>::finishGradient(std::ptrdiff_t block, std::ptrdiff_t c) {
    double sum = 0, product = 0;
    for (std::ptrdiff_t n = 0; n < blocks_.samples; ++n) {
        sum += sums_[sumAt(n, block, c)];
        product += products_[sumAt(n, block, c)];
    }
    const std::ptrdiff_t channel = block * blocks_.block + c;
    const auto index = static_cast<std::size_t>(channel);
    const double inverse = inverseDeviation_[index];
    const double count = static_cast<double>(blocks_.samples) * static_cast<double>(blocks_.rows);
    const double a = scale_[index]; // weight / deviation
    floats(parameters_.gradient(bias_))[channel] = static_cast<float>(sum);
    floats(parameters_.gradient(weight_))[channel] = static_cast<float>(product * inverse);
    a_[index] = static_cast<float>(a);
    b_[index] = static_cast<float>(-a * inverse * inverse * product / count);
    c_[index] = static_cast<float>(-a * sum / count);
}

template <typename Value> void BatchNorm<Value>::backward(dnnl::stream& stream) {
    diffDst_.execute(stream);
    const Value* x = valuesOf<Value>(src_);
    forEachChunk([&](std::ptrdiff_t chunk, std::ptrdiff_t offset, std::ptrdiff_t channel) {
        const std::ptrdiff_t at = chunk * blocks_.block;
        kernels_.reduceGradient(chunk_, arriving(offset, channel), x + offset, mean_.data() + channel,
                                sums_.data() + at, products_.data() + at);
    });
    forEachChannel([&](std::ptrdiff_t block, std::ptrdiff_t c) { finishGradient(block, c); });
    diffResidualReorder_.execute(stream);
    if (!diffSrc_) return;
    const Value* gradient = valuesOf<Value>(total_);
    Value* diffSrc = valuesOf<Value>(diffSrc_);
    forEachChunk([&](std::ptrdiff_t, std::ptrdiff_t offset, std::ptrdiff_t channel) {
        kernels_.sourceGradient(
            chunk_, gradient + offset, gate(channel), x + offset,
            {mean_.data() + channel, a_.data() + channel, b_.data() + channel, c_.data() + channel},
            diffSrc + offset);
    });
    diffSrcReorder_.execute(stream);
}

/// The source has just been written by the op before; likewise the gradient, its first part.
template <typename Value> std::vector<memory> BatchNorm<Value>::awaitedForward() const {
    std::vector<memory> places{dst_->data};
    if (residual_) places.push_back(residual_);
    return places;
}

template <typename Value> std::vector<memory> BatchNorm<Value>::awaitedBackward() const {
    std::vector<memory> places{src_};
    if (secondDiff_) places.push_back(secondDiff_);
    return places;
}

template class BatchNorm<float>;
template class BatchNorm<Bf16>;

} // namespace cyclo::engine
