// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/Dataset.h"

#include <memory>

namespace cyclo {

/// The first `size` samples of another data set.
class SubsetDataset : public Dataset {
public:
    /// @throws std::invalid_argument  if size is not in [1, base->size()]
    SubsetDataset(std::shared_ptr<const Dataset> base, std::int64_t size);

    std::int64_t size() const override { return size_; }
    SampleShape sampleShape() const override { return base_->sampleShape(); }
    void copySample(std::int64_t index, std::span<float> dst) const override;
    std::int32_t label(std::int64_t index) const override;

private:
    std::shared_ptr<const Dataset> base_;
    std::int64_t size_ = 0;
};

} // namespace cyclo
