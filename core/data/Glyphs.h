// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/RawData.h"

namespace cyclo {

/// Handwritten-like digits drawn from a seed: 1×28×28, ink 255 on paper 0, 10 classes in random order.
/// Every sample depends on (seed, split, its index) alone: a smaller set is the beginning of a larger one,
/// and the number of threads makes no difference.
struct GlyphOptions {
    std::uint64_t seed = 1;
    std::int64_t trainSize = 20000;
    std::int64_t testSize = 4000;
};

/// Draws both splits, on all processors.
/// @throws std::invalid_argument  if a size is < 1
RawData makeGlyphs(const GlyphOptions& options);

} // namespace cyclo
