// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/network/NetworkSpec.h"

#include <cstdint>
#include <string>
#include <vector>

namespace cyclo::test {

/// A small network of one kind of layer, or of layers that work together, with three outputs.
struct LayerCase {
    std::string what;
    SampleShape src;
    std::vector<LayerSpec> layers;
};
std::vector<LayerCase> layerCases();

struct RandomSamples {
    std::vector<float> values;
    std::vector<std::int32_t> labels;
};
RandomSamples randomSamples(const SampleShape& src, std::int64_t count, int classes);

} // namespace cyclo::test
