// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/DataConfig.h"
#include "core/data/Dataset.h"

#include <memory>

namespace cyclo {

/// What chance does to one image.
struct ImageChange {
    bool flipped = false;   ///< left and right
    std::int64_t down = 0;  ///< rows the content moves; what comes in is 0
    std::int64_t right = 0; ///< columns the content moves

    bool operator==(const ImageChange&) const = default;
};

/// The change of sample `index` in this pass: flipped in every second case; with flip-crop also moved by -4
/// to 4 rows and columns, as a random crop of the image padded by 4 (He et al., arXiv:1512.03385,
/// section 4.2).
ImageChange imageChangeFor(Augmentation augmentation, const TrainingPass& pass, std::int64_t index);

/// Changes an image [C, H, W] in place.
void applyImageChange(const ImageChange& change, const SampleShape& shape, std::span<float> image);

/// Another data set whose training samples are augmented; copySample gives them as they are.
class AugmentedDataset : public Dataset {
public:
    AugmentedDataset(std::shared_ptr<const Dataset> base, Augmentation augmentation);

    std::int64_t size() const override { return base_->size(); }
    SampleShape sampleShape() const override { return shape_; }
    void copySample(std::int64_t index, std::span<float> dst) const override {
        base_->copySample(index, dst);
    }
    void copyTrainingSample(std::int64_t index, const TrainingPass& pass,
                            std::span<float> dst) const override;
    std::vector<double> offsets() const override { return base_->offsets(); }
    std::int32_t label(std::int64_t index) const override { return base_->label(index); }
    std::int64_t targetCount() const override { return base_->targetCount(); }
    void copyTargets(std::int64_t index, std::span<float> dst) const override {
        base_->copyTargets(index, dst);
    }
    std::vector<double> targetOffsets() const override { return base_->targetOffsets(); }
    int loadingThreads() const override { return base_->loadingThreads(); }

private:
    std::shared_ptr<const Dataset> base_;
    SampleShape shape_;
    Augmentation augmentation_;
};

} // namespace cyclo
