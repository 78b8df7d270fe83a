// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/tensor/ParameterUpdate.h"
#include "core/tensor/ParameterView.h"

#include <algorithm>
#include <cstddef>
#include <span>

namespace cyclo {

/// Applies it to all parameters, with the gradients of the view, in parts that are the same for any number of
/// threads, which share them.
void applyToAll(const ParameterView& parameters, int threads, ParameterUpdate& update);

namespace detail {

/// A piece of the flat range that lies inside one segment.
struct ParameterPart {
    std::size_t begin = 0;
    std::size_t end = 0;
    double lrMultiplier = 1.0;
    double decayMultiplier = 1.0;
};

/// Calls body(part) for the parts of [begin, end) that lie in one segment each.
template <class Body>
void forEachPart(std::span<const ParameterSegment> segments, std::size_t begin, std::size_t end,
                 const Body& body) {
    if (segments.empty()) return body(ParameterPart{.begin = begin, .end = end});
    auto segment = std::ranges::upper_bound(segments, begin, {}, &ParameterSegment::end);
    for (; segment != segments.end() && segment->begin < end; ++segment)
        body(ParameterPart{.begin = std::max(begin, segment->begin),
                           .end = std::min(end, segment->end),
                           .lrMultiplier = segment->lrMultiplier,
                           .decayMultiplier = segment->decayMultiplier});
}

/// Sum of the squares, in double precision and the same for any number of threads.
double squaredNorm(std::span<const float> values, int threads);

} // namespace detail

} // namespace cyclo
