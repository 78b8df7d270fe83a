// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/tensor/ParameterView.h"

#include <cstddef>
#include <functional>
#include <span>

namespace cyclo::detail {

/// A piece of the flat range that lies inside one segment.
struct ParameterPart {
    std::size_t begin = 0;
    std::size_t end = 0;
    double lrMultiplier = 1.0;
    double decayMultiplier = 1.0;
};

/// Calls update for parts that cover the whole range, some thousand values long at most and the same for any
/// number of threads, which share them.
void forEachPart(const ParameterView& parameters, int threads,
                 const std::function<void(const ParameterPart&)>& update);

/// Sum of the squares, in double precision and the same for any number of threads.
double squaredNorm(std::span<const float> values, int threads);

} // namespace cyclo::detail
