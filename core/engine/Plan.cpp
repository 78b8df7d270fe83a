// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/Plan.h"

#include "core/engine/MaxPooling.h"

namespace cyclo::engine {

namespace {

/// Plain samples. With one channel, NCHW and NHWC are the same bytes; called NHWC, they suit every layout
/// that follows. A batch without spatial axes is a matrix.
memory::desc inputLayout(const memory::dims& src) {
    using tag = memory::format_tag;
    constexpr auto f32 = memory::data_type::f32;
    if (src[2] == 1 && src[3] == 1) return {{src[0], src[1]}, f32, tag::nc};
    return {src, f32, src[1] == 1 ? tag::nhwc : tag::nchw};
}

std::span<float> asSpan(const memory& place) {
    return {static_cast<float*>(place.get_data_handle()), place.get_desc().get_size() / sizeof(float)};
}

} // namespace

Plan::Plan(Engine& engine, ParameterStore& parameters, const memory::dims& src)
    : engine_(engine),
      arena_(engine.handle()),
      context_{engine, arena_, parameters, arena_.slot(), {arena_.slot(), arena_.slot()}},
      input_{memory(inputLayout(src), engine.handle(), DNNL_MEMORY_NONE), {}, false},
      last_(input_) {}

template <typename AnyOp> void Plan::append(std::unique_ptr<AnyOp> op) {
    last_ = op->dst();
    ops_.push_back(std::move(op));
}

void Plan::addConvolution(const ConvolutionOptions& options) {
    append(std::make_unique<Convolution>(context_, last_, options));
}

void Plan::addMaxPooling(const memory::dims& dst, const Window2d& window) {
    append(std::make_unique<MaxPooling>(context_, last_, dst, window));
}

void Plan::addInnerProduct(const InnerProductOptions& options) {
    append(std::make_unique<InnerProduct>(context_, last_, options));
}

void Plan::addRelu() {
    append(std::make_unique<Relu>(context_, last_));
}

void Plan::finish() {
    context_.parameters.commit();
    arena_.commit();
}

void Plan::forward(std::span<const float> src) {
    input_.data.set_data_handle(const_cast<float*>(src.data())); // only read: no op writes its source
    for (const auto& op : ops_)
        op->forward(engine_.stream());
    engine_.stream().wait();
}

void Plan::backward() {
    for (auto op = ops_.rbegin(); op != ops_.rend(); ++op)
        (*op)->backward(engine_.stream());
    engine_.stream().wait();
}

std::span<const float> Plan::result() const {
    return asSpan(last_.data);
}

std::span<float> Plan::diffResult() {
    return asSpan(last_.diff);
}

} // namespace cyclo::engine
