// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/DataConfig.h"
#include "core/data/Dataset.h"

#include <memory>
#include <vector>

namespace cyclo {

/// x ← (x - mean) · scale, of samples as they are copied (so the mean is without Dataset::offsets), with one
/// number per channel or one per position.
struct AffineNormalization {
    std::vector<float> mean;  ///< [C] or [C, H, W]
    std::vector<float> scale; ///< [C]

    bool operator==(const AffineNormalization&) const = default;
};

/// The numbers of a normalisation, taken from the training samples alone. A channel without spread is only
/// centred (scale 1).
AffineNormalization normalizationOf(Normalization kind, const Dataset& train);

/// t ← (t - mean) · scale, one number per real target, of targets as they are copied.
struct TargetNormalization {
    std::vector<float> mean;
    std::vector<float> scale;

    bool operator==(const TargetNormalization&) const = default;
};

/// Mean 0 and standard deviation 1 over the training samples; a constant target is only centred. Empty for
/// samples with classes.
TargetNormalization targetNormalizationOf(const Dataset& train);

/// Another data set with every sample, and its real targets, normalised as they are copied.
class NormalizedDataset : public Dataset {
public:
    /// @throws std::invalid_argument  if the sizes of the normalisation do not fit the samples
    NormalizedDataset(std::shared_ptr<const Dataset> base, AffineNormalization normalization,
                      TargetNormalization targets = {});

    std::int64_t size() const override { return base_->size(); }
    SampleShape sampleShape() const override { return shape_; }
    void copySample(std::int64_t index, std::span<float> dst) const override;
    void copyTrainingSample(std::int64_t index, const TrainingPass& pass,
                            std::span<float> dst) const override;
    std::int32_t label(std::int64_t index) const override { return base_->label(index); }
    std::int64_t targetCount() const override { return base_->targetCount(); }
    void copyTargets(std::int64_t index, std::span<float> dst) const override;
    int loadingThreads() const override { return base_->loadingThreads(); }

private:
    void normalize(std::span<float> sample) const;

    std::shared_ptr<const Dataset> base_;
    SampleShape shape_;
    AffineNormalization normalization_;
    TargetNormalization targets_;
};

} // namespace cyclo
