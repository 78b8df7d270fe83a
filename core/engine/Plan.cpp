// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/Plan.h"

#include "core/engine/Cast.h"
#include "core/engine/Dropout.h"
#include "core/engine/PanelInnerProduct.h"
#include "core/engine/Sum.h"

#include <algorithm>
#include <chrono>

namespace cyclo::engine {

namespace {

/// Plain samples. With one channel, NCHW and NHWC are the same bytes; called NHWC, they suit every layout
/// that follows. A batch without spatial axes is a matrix.
memory::desc inputLayout(const memory::dims& src, memory::data_type type) {
    if (src[2] == 1 && src[3] == 1) return {{src[0], src[1]}, type, tag::nc};
    return {src, type, src[1] == 1 ? tag::nhwc : tag::nchw};
}

std::span<float> asSpan(const memory& place) {
    return {static_cast<float*>(place.get_data_handle()), place.get_desc().get_size() / sizeof(float)};
}

/// Of the second of two runs.
template <typename Run> double secondsAgain(const Run& run) {
    using Clock = std::chrono::steady_clock;
    run();
    const auto began = Clock::now();
    run();
    return std::chrono::duration<double>(Clock::now() - began).count();
}

} // namespace

Plan::Plan(Engine& engine, ParameterStore& parameters, const memory::dims& src, memory::data_type type)
    : engine_(engine),
      arena_(engine.handle()),
      context_(engine, arena_, parameters, type),
      samples_(inputLayout(src, kF32), engine.handle(), DNNL_MEMORY_NONE),
      input_(std::make_shared<Activation>()) {
    input_->data = samples_;
    if (type != kF32) input_ = append<Cast>(input_, inputLayout(src, type));
}

template <typename AnyOp, typename... Arguments> ActivationRef Plan::append(Arguments&&... arguments) {
    auto op = std::make_unique<AnyOp>(context_, std::forward<Arguments>(arguments)...);
    ActivationRef dst = op->dst();
    ops_.push_back(std::move(op));
    ++context_.op;
    return dst;
}

template <template <typename> typename AnyOp, typename... Arguments>
ActivationRef Plan::appendFor(Arguments&&... arguments) {
    return context_.type == kF32 ? append<AnyOp<float>>(std::forward<Arguments>(arguments)...)
                                 : append<AnyOp<Bf16>>(std::forward<Arguments>(arguments)...);
}

ActivationRef Plan::addConvolution(const ActivationRef& src, const ConvolutionOptions& options) {
    return append<Convolution>(src, options);
}

ActivationRef Plan::addMaxPooling(const ActivationRef& src, const memory::dims& dst, const Window2d& window) {
    return appendFor<MaxPooling>(src, dst, window);
}

ActivationRef Plan::addMeanPooling(const ActivationRef& src, const memory::dims& dst,
                                   const Window2d& window) {
    return append<MeanPooling>(src, dst, window);
}

ActivationRef Plan::addInnerProduct(const ActivationRef& src, const InnerProductOptions& options) {
    if (const auto* kernels = PanelInnerProduct::kernelsFor(context_, *src, options.outFeatures))
        return append<PanelInnerProduct>(*kernels, src, options);
    return append<InnerProduct>(src, options);
}

ActivationRef Plan::addRelu(const ActivationRef& src) {
    return append<Relu>(src);
}

ActivationRef Plan::addBatchNorm(const ActivationRef& src, const ActivationRef& residual,
                                 const BatchNormOptions& options) {
    return appendFor<BatchNorm>(src, residual, options);
}

ActivationRef Plan::addResponseNorm(const ActivationRef& src, const ResponseNormOptions& options) {
    return append<ResponseNorm>(src, options);
}

ActivationRef Plan::addDropout(const ActivationRef& src, float probability, std::uint64_t seed) {
    return appendFor<Dropout>(src, probability, seed, passes_);
}

ActivationRef Plan::addSum(const ActivationRef& a, const ActivationRef& b) {
    return append<Sum>(a, b);
}

void Plan::finish(const ActivationRef& result) {
    result_ = result;
    context_.useForward({result_->data});
    context_.addDiff(*result_);
    context_.useBackward({result_->diffs.front().place});
    arena_.use(result_->data, Moment::backward(0)); // may be read at any time
    for (auto op = ops_.rbegin(); op != ops_.rend(); ++op) {
        --context_.op;
        (*op)->bindBackward(context_);
    }
    context_.parameters.commit();
    arena_.commit();
    for (std::size_t i = 1; i < ops_.size(); ++i) {
        ops_[i - 1]->fetchForward(ops_[i]->awaitedForward());
        ops_[i]->fetchBackward(ops_[i - 1]->awaitedBackward());
    }
}

void Plan::forward(std::span<const float> src, Phase phase) {
    samples_.set_data_handle(const_cast<float*>(src.data())); // only read: no op writes its source
    if (phase == Phase::Training) ++passes_;
    for (const auto& op : ops_)
        op->forward(engine_.stream(), phase);
    engine_.stream().wait();
}

void Plan::backward() {
    for (auto op = ops_.rbegin(); op != ops_.rend(); ++op)
        (*op)->backward(engine_.stream());
    engine_.stream().wait();
}

void Plan::backward(ParameterUpdate& update) {
    for (auto op = ops_.rbegin(); op != ops_.rend(); ++op)
        (*op)->backwardAndUpdate(engine_.stream(), update);
    engine_.stream().wait();
    context_.parameters.applyToOthers(update, engine_.threads());
}

std::span<const float> Plan::result() const {
    return asSpan(result_->data);
}

std::span<float> Plan::diffResult() {
    return asSpan(result_->diffs.front().place);
}

double Plan::secondsAlone() {
    dnnl::stream& stream = engine_.stream();
    double seconds = 0;
    for (const auto& op : ops_) {
        seconds += secondsAgain([&] {
            op->forward(stream, Phase::Training);
            stream.wait();
        });
        seconds += secondsAgain([&] {
            op->backward(stream);
            stream.wait();
        });
    }
    return seconds;
}

} // namespace cyclo::engine
