// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/ByteDataset.h"

#include <algorithm>
#include <stdexcept>
#include <string>

namespace cyclo {

ByteDataset::ByteDataset(SampleShape shape, std::vector<std::uint8_t> pixels,
                         std::vector<std::int32_t> labels)
    : shape_(shape), pixels_(std::move(pixels)), labels_(std::move(labels)) {
    const auto expected = labels_.size() * static_cast<std::size_t>(shape_.count());
    if (pixels_.size() != expected)
        throw std::invalid_argument("ByteDataset: " + std::to_string(labels_.size()) + " samples of " +
                                    toString(shape_) + " need " + std::to_string(expected) + " bytes, got " +
                                    std::to_string(pixels_.size()));
}

std::span<const std::uint8_t> ByteDataset::sample(std::int64_t index) const {
    if (index < 0 || index >= size())
        throw std::out_of_range("ByteDataset: sample " + std::to_string(index) + " of " +
                                std::to_string(size()));
    const auto count = static_cast<std::size_t>(shape_.count());
    return std::span(pixels_).subspan(static_cast<std::size_t>(index) * count, count);
}

void ByteDataset::copySample(std::int64_t index, std::span<float> dst) const {
    const auto bytes = sample(index);
    if (dst.size() != bytes.size())
        throw std::invalid_argument("ByteDataset: a sample has " + std::to_string(bytes.size()) +
                                    " values, the destination " + std::to_string(dst.size()));
    std::copy(bytes.begin(), bytes.end(), dst.begin());
}

std::int32_t ByteDataset::label(std::int64_t index) const {
    return labels_.at(static_cast<std::size_t>(index));
}

} // namespace cyclo
