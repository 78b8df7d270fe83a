// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/DataConfig.h"

#include <array>
#include <stdexcept>
#include <utility>

namespace cyclo {

namespace {

constexpr std::array<std::pair<Normalization, const char*>, 4> kWords{{
    {Normalization::Standardize, "standardize"},
    {Normalization::Unit, "unit"},
    {Normalization::MeanImage, "mean-image"},
    {Normalization::None, "none"},
}};

} // namespace

std::string toString(Normalization normalization) {
    for (const auto& [value, word] : kWords)
        if (value == normalization) return word;
    throw std::invalid_argument("normalization " + std::to_string(static_cast<int>(normalization)) +
                                " has no name");
}

Normalization normalizationFromString(const std::string& text) {
    for (const auto& [value, word] : kWords)
        if (text == word) return value;
    throw std::invalid_argument("normalization '" + text +
                                "' does not exist; choose standardize, unit, mean-image or none");
}

} // namespace cyclo
