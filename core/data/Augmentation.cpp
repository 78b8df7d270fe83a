// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/Augmentation.h"

#include "core/tensor/Rng.h"

#include <algorithm>
#include <cstdlib>

namespace cyclo {

namespace {

constexpr std::int64_t kPadding = 4;

Rng rngFor(const TrainingPass& pass, std::int64_t index) {
    const std::uint64_t epoch =
        Rng(pass.seed, "augmentation").next() + static_cast<std::uint64_t>(pass.epoch);
    return Rng(Rng(epoch).next() + static_cast<std::uint64_t>(index));
}

std::int64_t shiftFrom(Rng& rng) {
    return static_cast<std::int64_t>(rng.below(2 * kPadding + 1)) - kPadding;
}

/// Moves the values of one row by `right` places and fills up with 0.
void shiftRow(std::span<float> row, std::int64_t right) {
    const auto gap = std::min<std::int64_t>(std::abs(right), static_cast<std::int64_t>(row.size()));
    if (right > 0) {
        std::copy_backward(row.begin(), row.end() - gap, row.end());
        std::fill_n(row.begin(), gap, 0.0f);
    } else {
        std::copy(row.begin() + gap, row.end(), row.begin());
        std::fill(row.end() - gap, row.end(), 0.0f);
    }
}

} // namespace

ImageChange imageChangeFor(Augmentation augmentation, const TrainingPass& pass, std::int64_t index) {
    if (augmentation == Augmentation::None) return {};
    Rng rng = rngFor(pass, index);
    ImageChange change{.flipped = rng.below(2) == 1, .down = 0, .right = 0};
    if (augmentation == Augmentation::FlipCrop) {
        change.down = shiftFrom(rng);
        change.right = shiftFrom(rng);
    }
    return change;
}

void applyImageChange(const ImageChange& change, const SampleShape& shape, std::span<float> image) {
    const auto width = static_cast<std::size_t>(shape.width);
    const auto plane = static_cast<std::size_t>(shape.height) * width;
    for (std::size_t at = 0; at < image.size(); at += width) {
        const auto row = image.subspan(at, width);
        if (change.flipped) std::reverse(row.begin(), row.end());
        if (change.right != 0) shiftRow(row, change.right);
    }
    if (change.down == 0) return;
    for (std::size_t at = 0; at < image.size(); at += plane) // whole rows: one long row moved by rows * width
        shiftRow(image.subspan(at, plane), change.down * shape.width);
}

AugmentedDataset::AugmentedDataset(std::shared_ptr<const Dataset> base, Augmentation augmentation)
    : base_(std::move(base)), shape_(base_->sampleShape()), augmentation_(augmentation) {}

void AugmentedDataset::copyTrainingSample(std::int64_t index, const TrainingPass& pass,
                                          std::span<float> dst) const {
    base_->copyTrainingSample(index, pass, dst);
    applyImageChange(imageChangeFor(augmentation_, pass, index), shape_, dst);
}

} // namespace cyclo
