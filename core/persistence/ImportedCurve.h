// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/experiments/Runs.h"
#include "core/persistence/CurveDocument.h"
#include "core/persistence/CurveImport.h"

#include <string>

namespace cyclo {

/// Raw losses, also of a curve that was recorded as running means (rawLosses, PeerSmoothing.h).
LrCurve rawCurveOf(const RecordedCurve& recorded);

/// The curve as a range test that ended, to be drawn and judged like one of ours: one test a seed where the
/// file has several, numbered from 1. Of its settings only the sweep is known; the rest stands at its
/// defaults.
/// @param source  where it was read, which stands in the record instead of settings
/// @throws FileError  naming the source, for fewer than two points that can be drawn
FindRecord rangeTestOf(const RecordedCurve& recorded, const std::string& source);

/// Likewise of a curve of ours, with what else its file tells: which loss was judged, momentum, curvature.
FindRecord rangeTestOf(const CurveDocument& document, const std::string& source);

} // namespace cyclo
