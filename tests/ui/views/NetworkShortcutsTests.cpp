// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/network/NamedNetworks.h"
#include "tests/support/Catch.h"
#include "ui/views/NetworkShortcuts.h"

#include <algorithm>

using namespace cyclo;
using namespace cyclo::ui;

namespace {

std::vector<Shortcut> shortcutsOfNamed(const std::string& name, const SampleShape& src) {
    const NetworkSpec spec = networkFromSpec(name, 10);
    return shortcutsOf(spec, summarize(spec, src));
}

} // namespace

TEST_CASE("A chain of layers has no shortcuts", "[views][network]") {
    CHECK(shortcutsOfNamed("lenet", {1, 28, 28}).empty());
}

TEST_CASE("A residual network has one shortcut past each block, two where the shape changes",
          "[views][network]") {
    // resnet20: nine blocks; the first of the second and the third stage have a convolution on the shortcut,
    // which fetches the block's input, while the sum fetches the main path.
    const auto shortcuts = shortcutsOfNamed("resnet20", {3, 32, 32});
    CHECK(shortcuts.size() == 11);
    CHECK(std::ranges::count(shortcuts, 1, &Shortcut::lane) == 2);
    for (const Shortcut& shortcut : shortcuts)
        CHECK(shortcut.to - shortcut.from >= 2);
}

TEST_CASE("Every row of a residual network is reached", "[views][network]") {
    const NetworkSpec spec = networkFromSpec("resnet20", 10);
    const auto layers = summarize(spec, {3, 32, 32});
    const auto shortcuts = shortcutsOf(spec, layers);
    for (int row = 1; row <= static_cast<int>(layers.size()); ++row) {
        const bool byShortcut = std::ranges::count(shortcuts, row, &Shortcut::to) > 0;
        CHECK((followsRowBefore(spec, layers, row) || byShortcut));
    }
}
