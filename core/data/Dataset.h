// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/tensor/Shape.h"

#include <cstdint>
#include <span>

namespace cyclo {

/// A fixed list of labelled samples. Readers make it, wrappers (subset, normalisation) stand on another one.
/// All functions may be called from several threads at once.
class Dataset {
public:
    virtual ~Dataset() = default;

    virtual std::int64_t size() const = 0;
    virtual SampleShape sampleShape() const = 0;

    /// Writes sample `index` as [C, H, W] floats. Images straight from a file are 0..255.
    /// @param dst  sampleShape().count() values
    virtual void copySample(std::int64_t index, std::span<float> dst) const = 0;

    /// Class of sample `index`, 0-based.
    virtual std::int32_t label(std::int64_t index) const = 0;
};

} // namespace cyclo
