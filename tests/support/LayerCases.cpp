// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/LayerCases.h"

#include "core/tensor/Rng.h"

namespace cyclo::test {

namespace {

/// Keeps height and width.
Conv2d conv(std::int64_t channels, bool bias = true) {
    return {.outChannels = channels, .kernelSize = 3, .padding = 1, .bias = bias};
}

} // namespace

std::vector<LayerCase> layerCases() {
    const Linear out{.outFeatures = 3};
    return {
        {"linear", {5, 1, 1}, {out}},
        {"linear on an image", {2, 3, 4}, {out}},
        {"linear, ReLU, linear", {6, 1, 1}, {Linear{.outFeatures = 7}, Relu{}, out}},
        {"ReLU first", {6, 1, 1}, {Relu{}, out}},
        {"convolution", {1, 6, 6}, {Conv2d{.outChannels = 4, .kernelSize = 3}, out}},
        {"convolution of three channels", {3, 6, 5}, {Conv2d{.outChannels = 2, .kernelSize = 3}, out}},
        {"convolution with padding and stride",
         {2, 7, 7},
         {Conv2d{.outChannels = 5, .kernelSize = 5, .stride = 2, .padding = 2}, out}},
        {"convolution with ReLU", {1, 6, 6}, {Conv2d{.outChannels = 4, .kernelSize = 3}, Relu{}, out}},
        {"two convolutions in blocks of 16",
         {1, 7, 7},
         {Conv2d{.outChannels = 16, .kernelSize = 3}, Relu{}, Conv2d{.outChannels = 16, .kernelSize = 3},
          out}},
        {"convolution of single places with a stride, of few channels",
         {1, 28, 28},
         {Conv2d{.outChannels = 3, .kernelSize = 1, .stride = 2}, Relu{}, out}},
        {"two convolutions, the second of single places with a stride",
         {1, 24, 24},
         {conv(2), Conv2d{.outChannels = 2, .kernelSize = 1, .stride = 2}, Relu{}, out}},
        {"a shortcut of odd width",
         {3, 8, 8},
         {conv(5), {Conv2d{.outChannels = 9, .kernelSize = 1, .stride = 2}, "short"}, Relu{}, out}},
        {"two convolutions of odd widths",
         {1, 7, 7},
         {Conv2d{.outChannels = 3, .kernelSize = 3}, Conv2d{.outChannels = 5, .kernelSize = 3}, out}},
        {"two convolutions whose maps are smaller than the kernel",
         {8, 2, 2},
         {conv(16), Relu{}, conv(16), out}},
        {"max pooling",
         {1, 8, 8},
         {Conv2d{.outChannels = 3, .kernelSize = 3}, MaxPool2d{{.kernelSize = 2, .stride = 2}}, out}},
        {"overlapping pooling, then ReLU",
         {1, 8, 8},
         {Conv2d{.outChannels = 3, .kernelSize = 3}, MaxPool2d{{.kernelSize = 3, .stride = 2}}, Relu{}, out}},
        {"pooling of the input", {1, 6, 6}, {MaxPool2d{{.kernelSize = 2, .stride = 2}}, out}},
        {"max pooling with padding, rounded up",
         {1, 7, 6},
         {conv(3), MaxPool2d{{.kernelSize = 3, .stride = 2, .padding = 1, .ceil = true}}, out}},
        {"mean pooling rounded up",
         {2, 8, 7},
         {conv(4), AvgPool2d{{.kernelSize = 3, .stride = 2, .ceil = true}}, out}},
        {"mean pooling with padding",
         {2, 7, 7},
         {conv(8), AvgPool2d{{.kernelSize = 3, .stride = 2, .padding = 1}}, out}},
        {"mean over all places", {2, 5, 6}, {conv(8), GlobalAvgPool{}, out}},
        {"convolution without bias", {2, 5, 5}, {conv(8, false), out}},
        {"batch-norm", {2, 5, 4}, {conv(8, false), BatchNorm2d{}, out}},
        {"batch-norm of an odd width", {2, 5, 4}, {conv(5), BatchNorm2d{}, out}},
        {"batch-norm of the input", {3, 5, 4}, {BatchNorm2d{}, conv(4), out}},
        {"batch-norm of a row", {6, 1, 1}, {Linear{.outFeatures = 7}, BatchNorm2d{}, Relu{}, out}},
        {"batch-norm with ReLU", {2, 5, 4}, {conv(16), BatchNorm2d{}, Relu{}, conv(8), out}},
        {"batch-norm whose result goes two ways",
         {2, 5, 5},
         {conv(8), {BatchNorm2d{}, "norm"}, conv(8), Add{"norm"}, out}},
        {"response normalisation",
         {2, 6, 5},
         {conv(4), LocalResponseNorm{.size = 3, .alpha = 0.7, .beta = 0.75}, out}},
        {"sum of the input and a convolution of it", {8, 4, 4}, {{conv(8), "a"}, Add{"input"}, out}},
        {"residual block with the shortcut",
         {2, 6, 6},
         {{conv(8), "first"},
          conv(8, false),
          BatchNorm2d{},
          Relu{},
          conv(8, false),
          BatchNorm2d{},
          Add{"first"},
          Relu{},
          out}},
        {"residual block with a projection of ReLU's result",
         {2, 6, 6},
         {conv(8),
          {Relu{}, "in"},
          {conv(16, false), "way"},
          {BatchNorm2d{}, "main"},
          {Conv2d{.outChannels = 16, .kernelSize = 1, .bias = false}, "", "in"},
          BatchNorm2d{},
          Add{"main"},
          Relu{},
          out}},
        {"two blocks one after another",
         {2, 5, 5},
         {conv(8),
          {Relu{}, "in"},
          conv(8),
          BatchNorm2d{},
          Add{"in"},
          {Relu{}, "mid"},
          conv(8),
          BatchNorm2d{},
          Add{"mid"},
          Relu{},
          GlobalAvgPool{},
          out}},
        {"sum without batch-norm", {2, 5, 5}, {{conv(4), "in"}, conv(4), Add{"in"}, Relu{}, out}},
        {"result of three readers",
         {2, 5, 5},
         {{conv(8), "in"}, conv(8), {Add{"in"}, "sum"}, conv(8), Add{"in"}, Add{"sum"}, out}},
    };
}

RandomSamples randomSamples(const SampleShape& src, std::int64_t count, int classes) {
    Rng rng(5, "samples");
    RandomSamples samples;
    for (std::int64_t i = 0; i < count * src.count(); ++i)
        samples.values.push_back(static_cast<float>(rng.normal()));
    for (std::int64_t i = 0; i < count; ++i)
        samples.labels.push_back(static_cast<std::int32_t>(rng.below(static_cast<std::uint64_t>(classes))));
    return samples;
}

} // namespace cyclo::test
