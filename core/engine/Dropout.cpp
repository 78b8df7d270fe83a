// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/Dropout.h"

#include <cstring>

namespace cyclo::engine {

namespace {

/// Mixes all bits of a counter (finalizer of MurmurHash3, Appleby).
std::uint64_t mixed(std::uint64_t z) {
    z = (z ^ (z >> 33)) * 0xff51afd7ed558ccdu;
    z = (z ^ (z >> 33)) * 0xc4ceb9fe1a85ec53u;
    return z ^ (z >> 33);
}

} // namespace

template <typename Value>
Dropout<Value>::Dropout(PlanContext& context, ActivationRef src, float probability, std::uint64_t seed,
                        const std::uint64_t& pass)
    : src_(std::move(src)),
      probability_(probability),
      seed_(seed),
      pass_(pass),
      threads_(context.engine.threads()) {
    dst_ = context.result(src_->desc(), src_->needsDiff);
    context.useForward({src_->data, dst_->data});
}

template <typename Value> void Dropout<Value>::bindBackward(PlanContext& context) {
    if (!src_->needsDiff) return;
    diffDst_ = TotalDiff(context, *dst_);
    diffSrc_ = context.addDiff(*src_);
    context.useBackward({diffSrc_});
}

/// to = from times the mask of this pass. Padding of a blocked layout is 0 and stays so.
template <typename Value> void Dropout<Value>::multiply(const memory& from, const memory& to) const {
    const float keep = 1.f / (1.f - probability_);
    const Value* source = valuesOf<Value>(from);
    Value* target = valuesOf<Value>(to);
    const auto count = static_cast<std::ptrdiff_t>(from.get_desc().get_size() / sizeof(Value));
    const std::uint64_t stream = mixed(seed_ ^ mixed(pass_ + 0x9e3779b97f4a7c15u));
    const auto dropBelow = static_cast<std::uint64_t>(static_cast<double>(probability_) * 0x1p32);
#pragma omp parallel for num_threads(threads_) schedule(static)
    for (std::ptrdiff_t i = 0; i < count; ++i) {
        const std::uint64_t draw = mixed(stream + static_cast<std::uint64_t>(i)) >> 32;
        target[i] = draw < dropBelow ? Value{} : Value(source[i] * keep);
    }
}

template <typename Value> void Dropout<Value>::forward(dnnl::stream&, Phase phase) {
    if (phase == Phase::Training)
        multiply(src_->data, dst_->data);
    else
        std::memcpy(dst_->data.get_data_handle(), src_->data.get_data_handle(), src_->desc().get_size());
}

template <typename Value> void Dropout<Value>::backward(dnnl::stream& stream) {
    diffDst_.execute(stream);
    if (diffSrc_) multiply(diffDst_.place(), diffSrc_);
}

template class Dropout<float>;
template class Dropout<Bf16>;

} // namespace cyclo::engine
