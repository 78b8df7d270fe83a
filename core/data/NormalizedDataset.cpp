// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/NormalizedDataset.h"

#include "core/data/Statistics.h"

#include <stdexcept>
#include <string>

namespace cyclo {

namespace {

AffineNormalization standardization(const Dataset& train) {
    const ChannelStatistics statistics = channelStatistics(train);
    const std::vector<double> offsets = train.offsets();
    AffineNormalization result;
    for (std::size_t c = 0; c < statistics.mean.size(); ++c) {
        const double spread = statistics.standardDeviation[c];
        result.mean.push_back(static_cast<float>(statistics.mean[c] - offsets[c]));
        result.scale.push_back(spread > 0 ? static_cast<float>(1 / spread) : 1.0f);
    }
    return result;
}

/// Puts back what the samples lack, as far as single precision goes.
AffineNormalization scaling(const Dataset& train, float scale) {
    AffineNormalization result;
    for (const double offset : train.offsets()) {
        result.mean.push_back(static_cast<float>(0.0 - offset)); // 0, not -0, where there is none
        result.scale.push_back(scale);
    }
    return result;
}

AffineNormalization meanImageSubtraction(const Dataset& train) {
    const auto mean = meanSample(train);
    return {.mean = {mean.begin(), mean.end()},
            .scale = std::vector<float>(static_cast<std::size_t>(train.sampleShape().channels), 1.0f)};
}

} // namespace

AffineNormalization normalizationOf(Normalization kind, const Dataset& train) {
    switch (kind) {
    case Normalization::Standardize:
        return standardization(train);
    case Normalization::Unit:
        return scaling(train, 1.0f / 255);
    case Normalization::MeanImage:
        return meanImageSubtraction(train);
    case Normalization::None:
        break;
    }
    return scaling(train, 1.0f);
}

TargetNormalization targetNormalizationOf(const Dataset& train) {
    TargetNormalization result;
    const std::vector<double> offsets = train.targetOffsets();
    for (const auto& [mean, deviation] : targetStatistics(train)) {
        result.mean.push_back(static_cast<float>(mean - offsets[result.mean.size()]));
        result.scale.push_back(deviation > 0 ? static_cast<float>(1 / deviation) : 1.0f);
    }
    return result;
}

NormalizedDataset::NormalizedDataset(std::shared_ptr<const Dataset> base, AffineNormalization normalization,
                                     TargetNormalization targets)
    : base_(std::move(base)),
      shape_(base_->sampleShape()),
      normalization_(std::move(normalization)),
      targets_(std::move(targets)) {
    const auto channels = static_cast<std::size_t>(shape_.channels);
    const auto count = static_cast<std::size_t>(shape_.count());
    const bool meanFits = normalization_.mean.size() == channels || normalization_.mean.size() == count;
    if (!meanFits || normalization_.scale.size() != channels)
        throw std::invalid_argument("NormalizedDataset: " + std::to_string(normalization_.mean.size()) +
                                    " means and " + std::to_string(normalization_.scale.size()) +
                                    " scales do not fit samples of " + toString(shape_));
    const auto targetCount = static_cast<std::size_t>(base_->targetCount());
    if (targets_.mean.size() != targetCount || targets_.scale.size() != targetCount)
        throw std::invalid_argument("NormalizedDataset: " + std::to_string(targets_.mean.size()) +
                                    " means do not fit " + std::to_string(targetCount) + " targets");
}

void NormalizedDataset::copySample(std::int64_t index, std::span<float> dst) const {
    base_->copySample(index, dst);
    normalize(dst);
}

void NormalizedDataset::copyTrainingSample(std::int64_t index, const TrainingPass& pass,
                                           std::span<float> dst) const {
    base_->copyTrainingSample(index, pass, dst);
    normalize(dst);
}

void NormalizedDataset::copyTargets(std::int64_t index, std::span<float> dst) const {
    base_->copyTargets(index, dst);
    for (std::size_t i = 0; i < targets_.mean.size(); ++i)
        dst[i] = (dst[i] - targets_.mean[i]) * targets_.scale[i];
}

void NormalizedDataset::normalize(std::span<float> sample) const {
    const auto channels = static_cast<std::size_t>(shape_.channels);
    const auto area = static_cast<std::size_t>(shape_.height * shape_.width);
    const bool perPosition = normalization_.mean.size() != channels;
    for (std::size_t c = 0; c < channels; ++c) {
        float* values = sample.data() + c * area;
        const float scale = normalization_.scale[c];
        if (perPosition) {
            const float* means = normalization_.mean.data() + c * area;
            for (std::size_t i = 0; i < area; ++i)
                values[i] = (values[i] - means[i]) * scale;
        } else {
            const float mean = normalization_.mean[c];
            for (std::size_t i = 0; i < area; ++i)
                values[i] = (values[i] - mean) * scale;
        }
    }
}

} // namespace cyclo
