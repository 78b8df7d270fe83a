// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/ImageDataset.h"

#include "core/data/ImageFile.h"

#include <algorithm>
#include <stdexcept>
#include <string>
#include <thread>

namespace cyclo {

ImageDataset::ImageDataset(std::vector<LabelledImage> images, const ImageDatasetOptions& options)
    : images_(std::move(images)),
      options_(options),
      kept_(std::min(static_cast<std::int64_t>(images_.size()),
                     options_.cacheBytes / (options_.channels * options_.size * options_.size))),
      cache_(new std::uint8_t[static_cast<std::size_t>(kept_ * options_.channels * options_.size *
                                                       options_.size)]),
      states_(new std::atomic<State>[static_cast<std::size_t>(kept_)] {}) {}

SampleShape ImageDataset::sampleShape() const {
    return {.channels = options_.channels, .height = options_.size, .width = options_.size};
}

const std::filesystem::path& ImageDataset::path(std::int64_t index) const {
    if (index < 0 || index >= size())
        throw std::out_of_range("ImageDataset: sample " + std::to_string(index) + " of " +
                                std::to_string(size()));
    return images_[static_cast<std::size_t>(index)].path;
}

std::int32_t ImageDataset::label(std::int64_t index) const {
    return images_.at(static_cast<std::size_t>(index)).label;
}

int ImageDataset::loadingThreads() const {
    constexpr int kMost = 4; // the rest of the processor is for training
    return std::clamp(static_cast<int>(std::thread::hardware_concurrency()), 1, kMost);
}

void ImageDataset::decode(std::int64_t index, std::span<std::uint8_t> dst) const {
    const auto& file = path(index);
    decodeImage(readImageBytes(file), file, options_.channels, options_.size, dst);
}

std::span<std::uint8_t> ImageDataset::cached(std::int64_t index) const {
    const auto count = static_cast<std::size_t>(sampleShape().count());
    return {cache_.get() + static_cast<std::size_t>(index) * count, count};
}

void ImageDataset::copySample(std::int64_t index, std::span<float> dst) const {
    if (index < 0 || index >= kept_) {
        std::vector<std::uint8_t> bytes(static_cast<std::size_t>(sampleShape().count()));
        decode(index, bytes);
        std::ranges::copy(bytes, dst.begin());
        return;
    }
    auto& state = states_[static_cast<std::size_t>(index)];
    if (state.load(std::memory_order_acquire) == kReady) {
        std::ranges::copy(cached(index), dst.begin());
        return;
    }
    std::vector<std::uint8_t> bytes(static_cast<std::size_t>(sampleShape().count()));
    decode(index, bytes);
    std::ranges::copy(bytes, dst.begin());
    State empty = kEmpty; // whoever decoded first puts it in
    if (state.compare_exchange_strong(empty, kFilling)) {
        std::ranges::copy(bytes, cached(index).begin());
        state.store(kReady, std::memory_order_release);
    }
}

} // namespace cyclo
