// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/Dnnl.h"

#include <cstddef>
#include <memory>
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

/// All working memory of a plan in one block. Memories are requested while primitives are set up, and get
/// their place when the plan is complete.
class Arena {
public:
    /// A region that several memories use at different times; as large as the largest of them.
    using Slot = std::size_t;

    explicit Arena(const dnnl::engine& engine) : engine_(engine) {}

    Slot slot();
    memory request(const memory::desc& desc);            ///< a place of its own
    memory request(const memory::desc& desc, Slot slot); ///< a place it shares

    /// Lays out and allocates everything that was requested. Once, at the end.
    void commit();

    std::size_t bytes() const { return bytes_; }

private:
    struct Request {
        memory place;
        Slot slot;
    };

    dnnl::engine engine_;
    std::vector<std::size_t> slotBytes_;
    std::vector<Request> requests_;
    std::size_t bytes_ = 0;
    AlignedBlock block_;
};

} // namespace cyclo::engine
