// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <variant>

namespace cyclo {

// Layers as values: what is computed, not how. Activations are [N, C, H, W]; a Linear layer sees [N, C·H·W].

/// dst[n,o,y,x] = bias[o] + sum over c,i,j of weight[o,c,i,j] · src[n,c, y·stride+i-padding,
/// x·stride+j-padding].
struct Conv2d {
    std::int64_t outChannels = 1;
    std::int64_t kernelSize = 3;
    std::int64_t stride = 1;
    std::int64_t padding = 0;

    bool operator==(const Conv2d&) const = default;
};

/// Largest value of each window; windows lie wholly inside the source (sizes round down).
struct MaxPool2d {
    std::int64_t kernelSize = 2;
    std::int64_t stride = 2;

    bool operator==(const MaxPool2d&) const = default;
};

/// dst = max(src, 0).
struct Relu {
    bool operator==(const Relu&) const = default;
};

/// Fully connected: dst [N, outFeatures] = src [N, inFeatures] · weightᵀ [outFeatures, inFeatures] + bias.
struct Linear {
    std::int64_t outFeatures = 1;

    bool operator==(const Linear&) const = default;
};

using LayerSpec = std::variant<Conv2d, MaxPool2d, Relu, Linear>;

} // namespace cyclo
