// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/BatchStream.h"
#include "core/network/Network.h"
#include "core/training/LossMeter.h"
#include "core/training/StopToken.h"

#include <cstdint>
#include <memory>
#include <optional>

namespace cyclo {

/// Loss and accuracy over a whole data set in file order; the short last batch counts its own samples only.
/// Samples with real targets have an accuracy of 0.
/// Changes no weights. Nothing where a stop was asked for before the end.
std::optional<LossMeter::Result> evaluate(Network& network, const std::shared_ptr<const Dataset>& dataset,
                                          const StopToken& stop);

/// Loss and hits over the valid samples of one batch, in evaluation.
/// @param targetCount  of the data set; 0 for classes
BatchResult evaluateBatch(Network& network, const Batch& batch, std::int64_t targetCount);

} // namespace cyclo
