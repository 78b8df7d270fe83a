// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/DataConfig.h"
#include "core/data/Dataset.h"

#include <memory>
#include <vector>

namespace cyclo {

/// x ← (x - mean) · scale, with one number per channel or one per position.
struct AffineNormalization {
    std::vector<float> mean;  ///< [C] or [C, H, W]
    std::vector<float> scale; ///< [C]

    bool operator==(const AffineNormalization&) const = default;
};

/// The numbers of a normalisation, taken from the training samples alone. A channel without spread is only
/// centred (scale 1).
AffineNormalization normalizationOf(Normalization kind, const Dataset& train);

/// Another data set with every sample normalised as it is copied.
class NormalizedDataset : public Dataset {
public:
    /// @throws std::invalid_argument  if the sizes of the normalisation do not fit the samples
    NormalizedDataset(std::shared_ptr<const Dataset> base, AffineNormalization normalization);

    std::int64_t size() const override { return base_->size(); }
    SampleShape sampleShape() const override { return shape_; }
    void copySample(std::int64_t index, std::span<float> dst) const override;
    std::int32_t label(std::int64_t index) const override { return base_->label(index); }

private:
    std::shared_ptr<const Dataset> base_;
    SampleShape shape_;
    AffineNormalization normalization_;
};

} // namespace cyclo
