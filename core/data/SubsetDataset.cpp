// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/SubsetDataset.h"

#include <algorithm>
#include <numeric>
#include <stdexcept>
#include <string>

namespace cyclo {

SubsetDataset::SubsetDataset(std::shared_ptr<const Dataset> base, std::vector<std::int64_t> indices)
    : base_(std::move(base)), indices_(std::move(indices)) {
    if (!base_ || indices_.empty()) throw std::invalid_argument("SubsetDataset: no sample is chosen");
    const auto [least, most] = std::minmax_element(indices_.begin(), indices_.end());
    if (*least < 0 || *most >= base_->size())
        throw std::invalid_argument("SubsetDataset: samples " + std::to_string(*least) + " to " +
                                    std::to_string(*most) + " of " + std::to_string(base_->size()));
}

std::int64_t SubsetDataset::baseIndex(std::int64_t index) const {
    if (index < 0 || index >= size())
        throw std::out_of_range("SubsetDataset: sample " + std::to_string(index) + " of " +
                                std::to_string(size()));
    return indices_[static_cast<std::size_t>(index)];
}

void SubsetDataset::copySample(std::int64_t index, std::span<float> dst) const {
    base_->copySample(baseIndex(index), dst);
}

void SubsetDataset::copyTrainingSample(std::int64_t index, const TrainingPass& pass,
                                       std::span<float> dst) const {
    base_->copyTrainingSample(baseIndex(index), pass, dst);
}

std::int32_t SubsetDataset::label(std::int64_t index) const {
    return base_->label(baseIndex(index));
}

void SubsetDataset::copyTargets(std::int64_t index, std::span<float> dst) const {
    base_->copyTargets(baseIndex(index), dst);
}

std::shared_ptr<const Dataset> firstSamples(std::shared_ptr<const Dataset> base, std::int64_t size) {
    if (size < 1) throw std::invalid_argument("at least 1 sample must be taken, got " + std::to_string(size));
    if (size >= base->size()) return base;
    std::vector<std::int64_t> indices(static_cast<std::size_t>(size));
    std::iota(indices.begin(), indices.end(), std::int64_t{0});
    return std::make_shared<SubsetDataset>(std::move(base), std::move(indices));
}

} // namespace cyclo
