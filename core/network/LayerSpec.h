// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
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
    bool bias = true;

    bool operator==(const Conv2d&) const = default;
};

/// Windows of kernelSize every stride places over a source with padding on each side. Sizes round down, so
/// that windows lie wholly inside; with ceil they round up, and a window that begins inside may reach over
/// the end.
struct PoolWindow {
    std::int64_t kernelSize = 2;
    std::int64_t stride = 2;
    std::int64_t padding = 0;
    bool ceil = false;

    bool operator==(const PoolWindow&) const = default;
};

/// Largest value of each window.
struct MaxPool2d {
    PoolWindow window;

    bool operator==(const MaxPool2d&) const = default;
};

/// Mean of each window over the places that lie inside the source.
struct AvgPool2d {
    PoolWindow window;

    bool operator==(const AvgPool2d&) const = default;
};

/// Mean of each channel over all its places: [N, C, H, W] to [N, C, 1, 1].
struct GlobalAvgPool {
    bool operator==(const GlobalAvgPool&) const = default;
};

/// dst = max(src, 0).
struct Relu {
    bool operator==(const Relu&) const = default;
};

/// What stands for the number of classes in a network that is not yet made for certain data.
inline constexpr std::int64_t kOnePerClass = 0;

/// Fully connected: dst [N, outFeatures] = src [N, inFeatures] · weightᵀ [outFeatures, inFeatures] + bias.
struct Linear {
    std::int64_t outFeatures = 1;

    bool operator==(const Linear&) const = default;
};

/// dst = weight · (src - mean) / sqrt(variance + eps) + bias, per channel (Ioffe & Szegedy, arXiv:1502.03167).
/// Training takes mean and variance of the batch and moves the running ones towards them by the share
/// `momentum`; evaluation takes the running ones.
struct BatchNorm2d {
    double eps = 1e-5;
    double momentum = 0.1;

    bool operator==(const BatchNorm2d&) const = default;
};

/// In training each value is 0 with this probability, else divided by 1 - probability (Srivastava et al.
/// 2014); in evaluation dst = src.
struct Dropout {
    double probability = 0.5;

    bool operator==(const Dropout&) const = default;
};

/// Within-channel response normalisation: dst = src · (1 + alpha · mean of src² over size×size places around
/// it)^-beta; places outside count as 0 (Krizhevsky et al. 2012, in Caffe's form).
struct LocalResponseNorm {
    std::int64_t size = 3; ///< odd
    double alpha = 5e-5;
    double beta = 0.75;

    bool operator==(const LocalResponseNorm&) const = default;
};

/// What the network's input is called as a source.
inline constexpr const char* kNetworkInput = "input";

/// Residual sum: dst = src + the result of another layer of the same shape (He et al., arXiv:1512.03385).
struct Add {
    std::string other; ///< name of a layer before this one, or kNetworkInput

    bool operator==(const Add&) const = default;
};

using LayerOptions = std::variant<Conv2d, MaxPool2d, AvgPool2d, GlobalAvgPool, Relu, Linear, BatchNorm2d,
                                  Dropout, LocalResponseNorm, Add>;

/// What multiplies learning rate and weight decay for the parameters of one layer.
struct LayerMultipliers {
    double weightLr = 1.0;
    double weightDecay = 1.0;
    double biasLr = 1.0;
    double biasDecay = 1.0;

    bool operator==(const LayerMultipliers&) const = default;
};

/// A layer in a network: its options, what it is called, and where its source comes from.
struct LayerSpec {
    LayerSpec() = default;
    /// Any layer's options are a layer: unnamed, behind the one before it.
    template <typename Options>
        requires std::is_constructible_v<LayerOptions, Options>
    LayerSpec(Options layer, std::string layerName = {}, std::string source = {})
        : options(std::move(layer)), name(std::move(layerName)), src(std::move(source)) {}

    LayerOptions options;
    std::string name; ///< unique; empty: kind and number, "conv1"
    std::string src;  ///< name of the layer whose result it takes; empty: the one before it
    LayerMultipliers multipliers;
    std::optional<double> deviation; ///< of normally distributed initial weights; else the network's rule

    bool operator==(const LayerSpec&) const = default;
};

} // namespace cyclo
