// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/network/NetworkSpec.h"

#include <vector>

namespace cyclo::ui {

/// A way past layers, between rows of a diagram: row 0 is the input, row i + 1 layer i.
struct Shortcut {
    int from = 0;
    int to = 0;
    int lane = 0; ///< from 0; shortcuts that run side by side have lanes of their own

    bool operator==(const Shortcut&) const = default;
};

/// Every source that is not the row before: of sums both, of layers that fetch theirs from farther up the one.
/// @param layers  summarize(spec, ...)
std::vector<Shortcut> shortcutsOf(const NetworkSpec& spec, const std::vector<LayerSummary>& layers);

/// Whether a row has the one before it as a source.
bool followsRowBefore(const NetworkSpec& spec, const std::vector<LayerSummary>& layers, int row);

} // namespace cyclo::ui
