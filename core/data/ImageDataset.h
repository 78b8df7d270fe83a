// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/Dataset.h"

#include <atomic>
#include <filesystem>
#include <memory>
#include <vector>

namespace cyclo {

/// An image file and the class of its folder.
struct LabelledImage {
    std::filesystem::path path;
    std::int32_t label = 0;
};

struct ImageDatasetOptions {
    std::int64_t channels = 3;                       ///< 1 or 3
    std::int64_t size = 64;                          ///< height and width of the samples
    std::int64_t cacheBytes = std::int64_t{1} << 29; ///< of decoded samples that are kept
};

/// Image files, read and decoded when a sample is copied (ImageFile.h). The first samples that fit into the
/// cache are decoded once; the others each time, so that a folder larger than memory works.
class ImageDataset : public Dataset {
public:
    ImageDataset(std::vector<LabelledImage> images, const ImageDatasetOptions& options);

    std::int64_t size() const override { return static_cast<std::int64_t>(images_.size()); }
    SampleShape sampleShape() const override;

    /// @throws DataError  if the file cannot be read or decoded
    void copySample(std::int64_t index, std::span<float> dst) const override;
    std::int32_t label(std::int64_t index) const override;
    int loadingThreads() const override;

    const std::filesystem::path& path(std::int64_t index) const;

private:
    enum State : std::uint8_t { kEmpty, kFilling, kReady };

    void decode(std::int64_t index, std::span<std::uint8_t> dst) const;
    std::span<std::uint8_t> cached(std::int64_t index) const;

    std::vector<LabelledImage> images_;
    ImageDatasetOptions options_;
    std::int64_t kept_;                            ///< samples with a place in the cache
    std::unique_ptr<std::uint8_t[]> cache_;        ///< [kept_, C, H, W]; memory is taken as it is filled
    std::unique_ptr<std::atomic<State>[]> states_; ///< [kept_]
};

} // namespace cyclo
