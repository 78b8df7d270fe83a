// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace cyclo {

/// How raw sample values become network inputs.
enum class Normalization {
    Standardize, ///< (x - mean) / std, per channel, over the training set
    Unit,        ///< x / 255
    MeanImage,   ///< x - mean image of the training set, not scaled
    None         ///< as in the file
};

/// What chance does to the images of each training pass. Test images stay as they are.
enum class Augmentation {
    None,
    Flip,    ///< left and right changed over in every second case
    FlipCrop ///< and a random crop of the image padded by 4 pixels of 0
};

/// Everything that decides which samples a run sees and how.
struct DataConfig {
    std::string spec = "glyphs"; ///< `--data`: "glyphs", "mnist:DIR", ... (dataKinds)
    Normalization normalization = Normalization::Standardize;
    Augmentation augmentation = Augmentation::None;
    std::optional<std::int64_t>
        limit;              ///< only the first so many training samples; all if there are fewer; >= 1
    std::uint64_t seed = 1; ///< of generated samples and of a seeded split

    bool operator==(const DataConfig&) const = default;
};

/// "standardize", "unit", "mean-image", "none".
std::string toString(Normalization normalization);

/// @throws std::invalid_argument  naming the four words
Normalization normalizationFromString(const std::string& text);

/// "none", "flip", "flip-crop".
std::string toString(Augmentation augmentation);

/// @throws std::invalid_argument  naming the three words
Augmentation augmentationFromString(const std::string& text);

} // namespace cyclo
