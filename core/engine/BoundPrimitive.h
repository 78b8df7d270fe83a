// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/Dnnl.h"

#include <span>
#include <utility>
#include <vector>

namespace cyclo::engine {

/// A primitive with the memories it works on: executing it looks nothing up and allocates nothing.
class BoundPrimitive {
public:
    BoundPrimitive() = default;
    BoundPrimitive(dnnl::primitive primitive, std::span<const std::pair<int, memory>> arguments);

    void execute(dnnl::stream& stream) const;

private:
    dnnl::primitive primitive_;
    std::vector<memory> memories_; // keeps alive what arguments_ points to
    std::vector<dnnl_exec_arg_t> arguments_;
};

} // namespace cyclo::engine
