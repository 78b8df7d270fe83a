// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/ParameterStore.h"

#include <algorithm>

namespace cyclo::engine {

namespace {

constexpr std::size_t kFloatsPerLine = 16;

/// Plain row-major layout with the dimensions of `layout`.
memory::desc plainLayout(const memory::desc& layout) {
    const memory::dims dims = dimsOf(layout);
    memory::dims strides(dims.size(), 1);
    for (std::size_t axis = dims.size() - 1; axis > 0; --axis)
        strides[axis - 1] = strides[axis] * dims[axis];
    return {dims, memory::data_type::f32, strides};
}

void copyInto(const dnnl::engine& engine, memory from, memory to) {
    dnnl::stream stream(engine);
    dnnl::reorder(from, to).execute(stream, from, to);
    stream.wait();
}

std::size_t paddedFloats(const memory::desc& layout) {
    const std::size_t floats = layout.get_size() / sizeof(float);
    return (floats + kFloatsPerLine - 1) / kFloatsPerLine * kFloatsPerLine;
}

std::span<float> floatsOf(AlignedBlock& block, std::size_t count) {
    return {reinterpret_cast<float*>(block.data()), count};
}

} // namespace

ParameterStore::Id ParameterStore::add(const std::string& name, const Shape& shape,
                                       const memory::desc& layout, ParameterRate rate) {
    entries_.push_back({.name = name,
                        .shape = shape,
                        .weights = memory(layout, engine_, DNNL_MEMORY_NONE),
                        .gradient = memory(layout, engine_, DNNL_MEMORY_NONE),
                        .offset = weightFloats_,
                        .statistic = false});
    const std::size_t begin = weightFloats_;
    weightFloats_ += paddedFloats(layout);
    segments_.push_back({.begin = begin,
                         .end = weightFloats_,
                         .lrMultiplier = rate.learningRate,
                         .decayMultiplier = rate.weightDecay});
    return entries_.size() - 1;
}

ParameterStore::Id ParameterStore::addStatistic(const std::string& name, std::int64_t count) {
    const memory::desc layout({count}, memory::data_type::f32, memory::format_tag::x);
    entries_.push_back({.name = name,
                        .shape = {count},
                        .weights = memory(layout, engine_, DNNL_MEMORY_NONE),
                        .gradient = {},
                        .offset = statisticFloats_,
                        .statistic = true});
    statisticFloats_ += paddedFloats(layout);
    return entries_.size() - 1;
}

void ParameterStore::commit() {
    weights_ = AlignedBlock(weightFloats_ * sizeof(float));
    gradients_ = AlignedBlock(weightFloats_ * sizeof(float));
    statistics_ = AlignedBlock(statisticFloats_ * sizeof(float));
    for (Entry& entry : entries_) {
        AlignedBlock& block = entry.statistic ? statistics_ : weights_;
        entry.weights.set_data_handle(block.data() + entry.offset * sizeof(float));
        if (!entry.statistic)
            entry.gradient.set_data_handle(gradients_.data() + entry.offset * sizeof(float));
    }
    listOthers();
}

/// In blocks that threads can share out, across the borders of parameters.
void ParameterStore::listOthers() {
    constexpr std::size_t kBlock = 4096;
    std::size_t parameter = 0;
    for (const Entry& entry : entries_) {
        if (entry.statistic) continue;
        const std::size_t end = segments_[parameter++].end;
        if (entry.updatedByItsOp) continue;
        for (std::size_t begin = entry.offset; begin < end;) {
            const bool goesOn =
                !others_.empty() && others_.back().end == begin && begin - others_.back().begin < kBlock;
            if (!goesOn) others_.push_back({begin, begin});
            Block& block = others_.back();
            block.end = std::min(end, block.begin + kBlock);
            begin = block.end;
        }
    }
}

void ParameterStore::applyToOthers(ParameterUpdate& update, int threads) const {
    const auto count = static_cast<std::ptrdiff_t>(others_.size());
#pragma omp parallel for num_threads(threads) schedule(static)
    for (std::ptrdiff_t i = 0; i < count; ++i) {
        const Block& block = others_[static_cast<std::size_t>(i)];
        update.apply(block.begin, flatGradients().subspan(block.begin, block.end - block.begin));
    }
}

std::span<float> ParameterStore::flatWeights() {
    return floatsOf(weights_, weightFloats_);
}

std::span<const float> ParameterStore::flatGradients() const {
    return {reinterpret_cast<const float*>(gradients_.data()), weightFloats_};
}

std::span<float> ParameterStore::flatStatistics() {
    return floatsOf(statistics_, statisticFloats_);
}

std::int64_t ParameterStore::elements() const {
    std::int64_t count = 0;
    for (const Entry& entry : entries_)
        count += entry.statistic ? 0 : elementCount(entry.shape);
    return count;
}

Tensor ParameterStore::plainCopy(const Entry& entry, const memory& source) const {
    Tensor tensor{entry.shape, std::vector<float>(static_cast<std::size_t>(elementCount(entry.shape)))};
    copyInto(engine_, source, memory(plainLayout(source.get_desc()), engine_, tensor.values.data()));
    return tensor;
}

Tensor ParameterStore::plainWeights(Id id) const {
    return plainCopy(entries_[id], entries_[id].weights);
}

Tensor ParameterStore::plainGradient(Id id) const {
    return plainCopy(entries_[id], entries_[id].gradient);
}

void ParameterStore::setWeights(Id id, std::span<const float> values) {
    std::vector<float> copy(values.begin(), values.end());
    const memory& target = entries_[id].weights;
    copyInto(engine_, memory(plainLayout(target.get_desc()), engine_, copy.data()), target);
}

} // namespace cyclo::engine
