// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/DataConfig.h"

#include <array>
#include <stdexcept>
#include <utility>

namespace cyclo {

namespace {

constexpr std::array<std::pair<Normalization, const char*>, 4> kNormalizations{{
    {Normalization::Standardize, "standardize"},
    {Normalization::Unit, "unit"},
    {Normalization::MeanImage, "mean-image"},
    {Normalization::None, "none"},
}};

constexpr std::array<std::pair<Augmentation, const char*>, 3> kAugmentations{{
    {Augmentation::None, "none"},
    {Augmentation::Flip, "flip"},
    {Augmentation::FlipCrop, "flip-crop"},
}};

} // namespace

std::string toString(Normalization normalization) {
    for (const auto& [value, word] : kNormalizations)
        if (value == normalization) return word;
    throw std::invalid_argument("normalization " + std::to_string(static_cast<int>(normalization)) +
                                " has no name");
}

Normalization normalizationFromString(const std::string& text) {
    for (const auto& [value, word] : kNormalizations)
        if (text == word) return value;
    throw std::invalid_argument("normalization '" + text +
                                "' does not exist; choose standardize, unit, mean-image or none");
}

std::string toString(Augmentation augmentation) {
    for (const auto& [value, word] : kAugmentations)
        if (value == augmentation) return word;
    throw std::invalid_argument("augmentation " + std::to_string(static_cast<int>(augmentation)) +
                                " has no name");
}

Augmentation augmentationFromString(const std::string& text) {
    for (const auto& [value, word] : kAugmentations)
        if (text == word) return value;
    throw std::invalid_argument("augmentation '" + text + "' does not exist; choose none, flip or flip-crop");
}

} // namespace cyclo
