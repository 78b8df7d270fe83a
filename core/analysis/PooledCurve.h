// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/LrCurve.h"

#include <span>

namespace cyclo {

/// The mean of several range tests over the same learning rates: seeds, say. It is as long as the shortest;
/// each loss is limited first (RangeCurve.h), so that one early blow-up does not drown the others, and where
/// any curve has no finite loss the mean has none.
/// @throws std::invalid_argument  if there is no curve, or their learning rates differ by more than a
///                                millionth
LrCurve pooledCurve(std::span<const LrCurve> curves);

} // namespace cyclo
