// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/FetchList.h"
#include "tests/support/Catch.h"

#include <array>
#include <vector>

using cyclo::engine::FetchList;

namespace {

/// Offsets of the lines that so many calls ask for.
std::vector<std::ptrdiff_t> linesOf(FetchList& list, int calls, const char* base) {
    std::vector<std::ptrdiff_t> offsets;
    for (int call = 0; call < calls; ++call)
        list.takeLines([&](const char* line) { offsets.push_back(line - base); });
    return offsets;
}

} // namespace

TEST_CASE("A fetch list asks for each line of its pieces once, in as many calls as were said", "[engine]") {
    const std::array<char, 2048> memory{};
    FetchList list;
    list.add(memory.data(), 128);
    list.add(memory.data() + 128, 64); // behind it
    list.add(memory.data() + 1024, 100);
    list.add(memory.data() + 512, 0);
    list.spread(2);
    CHECK(linesOf(list, 1, memory.data()) == std::vector<std::ptrdiff_t>{0, 64, 128});
    CHECK(linesOf(list, 1, memory.data()) == std::vector<std::ptrdiff_t>{1024, 1088});
    CHECK(linesOf(list, 5, memory.data()).empty());

    list.clear();
    list.spread(3);
    CHECK(linesOf(list, 3, memory.data()).empty());
    list.add(memory.data() + 64, 192);
    list.spread(100);
    CHECK(linesOf(list, 2, memory.data()) == std::vector<std::ptrdiff_t>{64, 128});
}
