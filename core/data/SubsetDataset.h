// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/Dataset.h"

#include <memory>
#include <vector>

namespace cyclo {

/// Chosen samples of another data set, in the order chosen.
class SubsetDataset : public Dataset {
public:
    /// @throws std::invalid_argument  if no sample is chosen, or one that is not in [0, base->size())
    SubsetDataset(std::shared_ptr<const Dataset> base, std::vector<std::int64_t> indices);

    std::int64_t size() const override { return static_cast<std::int64_t>(indices_.size()); }
    SampleShape sampleShape() const override { return base_->sampleShape(); }
    void copySample(std::int64_t index, std::span<float> dst) const override;
    void copyTrainingSample(std::int64_t index, const TrainingPass& pass,
                            std::span<float> dst) const override;
    std::vector<double> offsets() const override { return base_->offsets(); }
    std::int32_t label(std::int64_t index) const override;
    std::int64_t targetCount() const override { return base_->targetCount(); }
    void copyTargets(std::int64_t index, std::span<float> dst) const override;
    std::vector<double> targetOffsets() const override { return base_->targetOffsets(); }
    int loadingThreads() const override { return base_->loadingThreads(); }

private:
    std::int64_t baseIndex(std::int64_t index) const;

    std::shared_ptr<const Dataset> base_;
    std::vector<std::int64_t> indices_;
};

/// The first `size` samples; the data set itself if it has no more.
/// @throws std::invalid_argument  if size < 1
std::shared_ptr<const Dataset> firstSamples(std::shared_ptr<const Dataset> base, std::int64_t size);

} // namespace cyclo
