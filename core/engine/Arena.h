// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/Dnnl.h"

#include <compare>
#include <cstddef>
#include <memory>
#include <unordered_map>
#include <vector>

namespace cyclo::engine {

/// A block of zeroed memory, aligned for vector instructions.
class AlignedBlock {
public:
    AlignedBlock() = default;
    /// @throws std::runtime_error  saying how much was asked for, if there is not so much memory
    explicit AlignedBlock(std::size_t bytes);

    std::byte* data() { return data_.get(); }
    const std::byte* data() const { return data_.get(); }

private:
    struct Free {
        void operator()(std::byte* data) const;
    };
    std::unique_ptr<std::byte[], Free> data_;
};

/// A moment of a training step: the ops run forward in order, then backward in the opposite order.
struct Moment {
    int pass = 0;  ///< 0: forward, 1: backward
    int place = 0; ///< number of the op; negated on the way back, so that later moments compare greater

    static Moment forward(int op) { return {0, op}; }
    static Moment backward(int op) { return {1, -op}; }
    auto operator<=>(const Moment&) const = default;
};

/// All working memory of a plan in one block. Memories are requested, and the moments of their use noted,
/// while primitives are set up; they get their places when the plan is complete. Two memories share a place
/// where one is last used before the other is first used.
class Arena {
public:
    explicit Arena(const dnnl::engine& engine) : engine_(engine) {}

    memory request(const memory::desc& desc);

    /// Notes that the memory's content is needed at this moment. A memory that is not of this arena is let
    /// pass.
    void use(const memory& place, Moment moment);

    /// Lays out and allocates everything that was requested. Once, at the end.
    void commit();

private:
    struct Request {
        memory place;
        std::size_t bytes = 0;
        std::size_t offset = 0;
        Moment first, last;
        bool used = false;

        bool meets(const Request& other) const { return first <= other.last && other.first <= last; }
    };

    std::size_t freeOffset(const Request& request, std::vector<const Request*>& placed) const;

    dnnl::engine engine_;
    std::vector<Request> requests_;
    std::unordered_map<dnnl_memory_t, std::size_t> indexOf_;
    std::size_t bytes_ = 0;
    AlignedBlock block_;
};

} // namespace cyclo::engine
