// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <span>

namespace cyclo {

/// What is done with parameters once a step's gradients of them are complete. A way back that is given one
/// does it with each part when it was just made, so that not all gradients need go to memory and back.
class ParameterUpdate {
public:
    /// To a part of the flat parameters, some thousand values at most. Each value is met once in a step.
    /// Called by several threads of a parallel region at a time.
    /// @param begin      where the part begins
    /// @param gradients  of its values
    virtual void apply(std::size_t begin, std::span<const float> gradients) = 0;

protected:
    ~ParameterUpdate() = default;
};

} // namespace cyclo
