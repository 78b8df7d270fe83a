// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/Arena.h"
#include "core/tensor/ParameterUpdate.h"
#include "core/tensor/ParameterView.h"
#include "core/tensor/Tensor.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace cyclo::engine {

/// What multiplies learning rate and weight decay for one parameter.
struct ParameterRate {
    double learningRate = 1.0;
    double weightDecay = 1.0;
};
struct ParameterRates {
    ParameterRate weight;
    ParameterRate bias;
};

/// Weights and gradients of a network in the layouts its primitives want, each in one flat block, so that an
/// optimizer can pass over all of them at once; and the statistics that layers keep beside their weights.
/// Padding that a blocked layout needs holds zeros in all.
class ParameterStore {
public:
    using Id = std::size_t;

    explicit ParameterStore(const dnnl::engine& engine) : engine_(engine) {}

    /// @param shape   plain shape as files have it: [O, I, KH, KW], [out, in] or [O]
    /// @param layout  as the primitives want it; any dimensions with the same row-major order of elements
    Id add(const std::string& name, const Shape& shape, const memory::desc& layout, ParameterRate rate = {});

    /// Values that the layer itself moves and no optimizer sees: running means. Plain, one axis.
    Id addStatistic(const std::string& name, std::int64_t count);

    /// Notes that the op of this parameter applies updates to it itself.
    void updatedByItsOp(Id id) { entries_[id].updatedByItsOp = true; }

    /// Allocates all blocks, zeroed. Once, after the last add.
    void commit();

    memory weights(Id id) const { return entries_[id].weights; }   ///< or the statistic
    memory gradient(Id id) const { return entries_[id].gradient; } ///< nothing for a statistic
    bool isStatistic(Id id) const { return entries_[id].statistic; }

    std::span<float> flatWeights();
    std::span<const float> flatGradients() const;
    std::span<float> flatStatistics();
    const std::vector<ParameterSegment>& segments() const { return segments_; } ///< of the flat weights
    std::size_t offset(Id id) const { return entries_[id].offset; }             ///< in its flat block

    /// Applies it to all parameters that no op does it for.
    void applyToOthers(ParameterUpdate& update, int threads) const;

    std::size_t size() const { return entries_.size(); }
    std::int64_t elements() const; ///< without padding and statistics
    const std::string& name(Id id) const { return entries_[id].name; }
    const Shape& shape(Id id) const { return entries_[id].shape; }

    Tensor plainWeights(Id id) const;  ///< copied out into plain layout
    Tensor plainGradient(Id id) const; ///< likewise
    /// @param values  plain layout, elementCount(shape(id)) of them
    void setWeights(Id id, std::span<const float> values);

private:
    struct Entry {
        std::string name;
        Shape shape;
        memory weights;
        memory gradient;
        std::size_t offset; // in floats, in the blocks it has a part of
        bool statistic;
        bool updatedByItsOp = false;
    };
    struct Block {
        std::size_t begin;
        std::size_t end;
    };

    void listOthers();

    Tensor plainCopy(const Entry& entry, const memory& source) const;

    dnnl::engine engine_;
    std::vector<Entry> entries_;
    std::vector<ParameterSegment> segments_;
    std::vector<Block> others_; ///< that no op updates
    std::size_t weightFloats_ = 0;
    std::size_t statisticFloats_ = 0;
    AlignedBlock weights_;
    AlignedBlock gradients_;
    AlignedBlock statistics_;
};

} // namespace cyclo::engine
