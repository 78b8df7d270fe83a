// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/experiments/ExperimentConfig.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace cyclo::regret {

/// What is trained. The rule is chosen by the fitted cases and judged by the held-out ones.
struct Case {
    std::string name;  ///< the line of the file: key of the measurements
    std::string group; ///< "fitted" or "heldout"
    ExperimentConfig config;
};

/// One case a line: GROUP NET DATA EPOCHS BATCH LIMIT; empty lines and lines from # on are left out. The
/// data mnist, fashion and cifar10 are looked for in $CYCLOMETER_DATA, the last in its folder cifar-10.
/// @throws std::runtime_error  with the line and what would be right
std::vector<Case> readCases(const std::filesystem::path& path);

/// The largest LRs that are trained: 13, four a decade, from 0.003 to 3.
std::vector<double> trainedLrs();

inline constexpr std::uint64_t kSeeds = 2;

/// Held-out samples that a run is measured on: the first ones.
inline constexpr std::int64_t kTestSamples = 2000;

} // namespace cyclo::regret
