// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/experiments/SweepConfig.h"
#include "core/persistence/JsonText.h"

namespace cyclo {

inline constexpr const char* kSweepFormat = "cyclometer.sweep";

/// Goes with every momentum range test.
inline constexpr const char* kMomentumRampNote =
    "a momentum range test does not show the best momentum: the loss falls all the way up "
    "(arXiv:1803.09820, figure 7b); compare short runs instead";

/// What is swept and how: kind, mode, values, seeds.
Json sweepDescriptionToJson(const SweepConfig& config);

/// Everything else about the runs, under the names of the command line's options without the dashes.
Json sweepSettingsToJson(const SweepConfig& config);

} // namespace cyclo
