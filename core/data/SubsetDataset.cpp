// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/SubsetDataset.h"

#include <stdexcept>
#include <string>

namespace cyclo {

namespace {

void requireInside(std::int64_t index, std::int64_t size) {
    if (index < 0 || index >= size)
        throw std::out_of_range("SubsetDataset: sample " + std::to_string(index) + " of " +
                                std::to_string(size));
}

} // namespace

SubsetDataset::SubsetDataset(std::shared_ptr<const Dataset> base, std::int64_t size)
    : base_(std::move(base)), size_(size) {
    if (!base_ || size < 1 || size > base_->size())
        throw std::invalid_argument("SubsetDataset: cannot take " + std::to_string(size) + " of " +
                                    std::to_string(base_ ? base_->size() : 0) + " samples");
}

void SubsetDataset::copySample(std::int64_t index, std::span<float> dst) const {
    requireInside(index, size_);
    base_->copySample(index, dst);
}

std::int32_t SubsetDataset::label(std::int64_t index) const {
    requireInside(index, size_);
    return base_->label(index);
}

} // namespace cyclo
