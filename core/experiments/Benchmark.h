// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/network/NetworkSpec.h"
#include "core/network/Precision.h"
#include "core/training/StopToken.h"

#include <cstdint>
#include <string>

namespace cyclo {

/// What to measure: whole training steps, on random samples that lie in memory.
struct BenchmarkConfig {
    NetworkSpec network;
    SampleShape sampleShape; ///< that it is fed with
    std::int64_t batchSize = 128;
    Precision precision = Precision::F32;
    int threads = 0;      ///< 0: all processors
    double seconds = 3.0; ///< of measuring, after a warm-up
};

struct BenchmarkResult {
    int threads = 0;               ///< that were taken
    std::int64_t parameters = 0;
    std::int64_t steps = 0;
    double imagesPerSecond = 0.0;  ///< over all measured steps
    double msPerStep = 0.0;        ///< mean of them
    double bestMsPerStep = 0.0;
    double primitiveMs = 0.0;      ///< the network's own primitives of one step, each timed alone; mean
};

/// The samples a named network is usually trained on: 28×28×1 digits for lenet and mlp, 32×32×3 pictures
/// else, 224×224×3 for the networks of ImageNet.
SampleShape usualSampleShape(const std::string& network);

/// Forward pass, loss, backward pass and SGD with momentum 0.9 and weight decay 5e-4, again and again; in
/// between, the primitives alone, so that what disturbs the machine falls on both.
/// @throws std::invalid_argument  for a network that does not fit the samples
BenchmarkResult benchmark(const BenchmarkConfig& config, const StopToken& stop);

} // namespace cyclo
