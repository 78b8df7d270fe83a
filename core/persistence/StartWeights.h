// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/experiments/Runs.h"

namespace cyclo {

/// The weights that the experiment names as its start (ExperimentConfig::init); nothing where it names none.
/// Whether they fit the network shows when a run begins.
/// @throws FileError  with the path; also for a value that is not finite
InitialWeights startWeightsOf(const ExperimentConfig& config);

} // namespace cyclo
