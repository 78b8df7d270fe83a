// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/NetworkShortcuts.h"

#include <algorithm>
#include <variant>

namespace cyclo::ui {

namespace {

int rowOf(const LayerSource& source) {
    return source ? static_cast<int>(*source) + 1 : 0;
}

std::vector<int> sourceRows(const NetworkSpec& spec, const std::vector<LayerSummary>& layers, int row) {
    const auto at = static_cast<std::size_t>(row - 1);
    std::vector<int> rows{rowOf(layers[at].source)};
    if (std::holds_alternative<Add>(spec.layers[at].options)) rows.push_back(rowOf(layers[at].other));
    return rows;
}

/// The first lane in which nothing runs between the two rows.
int freeLane(const std::vector<Shortcut>& taken, int from, int to) {
    int lane = 0;
    const auto meets = [&](const Shortcut& other) {
        return other.lane == lane && other.from < to && from < other.to;
    };
    while (std::ranges::any_of(taken, meets))
        ++lane;
    return lane;
}

} // namespace

std::vector<Shortcut> shortcutsOf(const NetworkSpec& spec, const std::vector<LayerSummary>& layers) {
    std::vector<Shortcut> shortcuts;
    for (int row = 1; row <= static_cast<int>(layers.size()); ++row)
        for (const int from : sourceRows(spec, layers, row))
            if (from != row - 1) shortcuts.push_back({from, row, freeLane(shortcuts, from, row)});
    return shortcuts;
}

bool followsRowBefore(const NetworkSpec& spec, const std::vector<LayerSummary>& layers, int row) {
    return std::ranges::count(sourceRows(spec, layers, row), row - 1) > 0;
}

} // namespace cyclo::ui
