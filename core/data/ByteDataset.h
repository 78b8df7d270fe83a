// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/Dataset.h"

#include <vector>

namespace cyclo {

/// Labelled images held in memory as bytes, 0..255.
class ByteDataset : public Dataset {
public:
    /// @param pixels  labels.size() samples of [C, H, W], one after another
    /// @throws std::invalid_argument  if the two counts do not agree
    ByteDataset(SampleShape shape, std::vector<std::uint8_t> pixels, std::vector<std::int32_t> labels);

    std::int64_t size() const override { return static_cast<std::int64_t>(labels_.size()); }
    SampleShape sampleShape() const override { return shape_; }
    void copySample(std::int64_t index, std::span<float> dst) const override;
    std::int32_t label(std::int64_t index) const override;

    /// Bytes of sample `index`, [C, H, W].
    std::span<const std::uint8_t> sample(std::int64_t index) const;

private:
    SampleShape shape_;
    std::vector<std::uint8_t> pixels_;
    std::vector<std::int32_t> labels_;
};

} // namespace cyclo
