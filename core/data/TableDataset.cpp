// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/TableDataset.h"

#include <algorithm>
#include <stdexcept>
#include <string>

namespace cyclo {

TableDataset::TableDataset(std::int64_t features, std::vector<float> values, std::vector<std::int32_t> labels,
                           std::vector<double> offsets)
    : features_(features), values_(std::move(values)), labels_(std::move(labels)) {
    checkCounts();
    takeOffsets(std::move(offsets));
}

TableDataset::TableDataset(std::int64_t features, std::vector<float> values, RealTargets targets,
                           std::vector<double> offsets)
    : features_(features),
      values_(std::move(values)),
      labels_(targets.values.size() / static_cast<std::size_t>(std::max<std::int64_t>(1, targets.perSample))),
      targets_(std::move(targets)) {
    checkCounts();
    takeOffsets(std::move(offsets));
}

void TableDataset::takeOffsets(std::vector<double> offsets) {
    const auto features = static_cast<std::size_t>(features_);
    const auto targets = static_cast<std::size_t>(targets_.perSample);
    offsets_ = offsets.empty() ? std::vector<double>(features) : std::move(offsets);
    if (targets_.offsets.empty()) targets_.offsets.resize(targets);
    if (offsets_.size() != features || targets_.offsets.size() != targets)
        throw std::invalid_argument("TableDataset: " + std::to_string(offsets_.size()) + " and " +
                                    std::to_string(targets_.offsets.size()) + " offsets do not fit " +
                                    std::to_string(features) + " features and " + std::to_string(targets) +
                                    " targets");
}

void TableDataset::checkCounts() const {
    const auto targets = labels_.size() * static_cast<std::size_t>(targets_.perSample);
    if (features_ < 1 || values_.size() != labels_.size() * static_cast<std::size_t>(features_) ||
        targets_.values.size() != targets)
        throw std::invalid_argument("TableDataset: " + std::to_string(labels_.size()) + " rows of " +
                                    std::to_string(features_) + " features and " +
                                    std::to_string(targets_.perSample) + " targets do not have " +
                                    std::to_string(values_.size()) + " values and " +
                                    std::to_string(targets_.values.size()) + " targets");
}

void TableDataset::copySample(std::int64_t index, std::span<float> dst) const {
    if (index < 0 || index >= size())
        throw std::out_of_range("TableDataset: sample " + std::to_string(index) + " of " +
                                std::to_string(size()));
    std::copy_n(values_.begin() + index * features_, features_, dst.begin());
}

std::int32_t TableDataset::label(std::int64_t index) const {
    return labels_.at(static_cast<std::size_t>(index));
}

void TableDataset::copyTargets(std::int64_t index, std::span<float> dst) const {
    if (index < 0 || index >= size())
        throw std::out_of_range("TableDataset: targets of sample " + std::to_string(index) + " of " +
                                std::to_string(size()));
    std::copy_n(targets_.values.begin() + index * targets_.perSample, targets_.perSample, dst.begin());
}

} // namespace cyclo
