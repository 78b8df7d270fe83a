// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/Catch.h"
#include "tests/ui/bridge/ScriptedRuns.h"
#include "ui/bridge/DataCache.h"

#include <thread>

using namespace cyclo;
using namespace cyclo::ui;
using namespace cyclo::ui::test;

TEST_CASE("Two threads that ask for the same data open them once", "[ui][bridge]") {
    std::atomic<int> opened{0};
    DataCache cache([&](const DataConfig& config) {
        ++opened;
        return emptyData(config);
    });
    std::shared_ptr<const DataSource> first;
    std::shared_ptr<const DataSource> second;
    std::thread other([&] { first = cache.get(dataOf("glyphs")); });
    second = cache.get(dataOf("glyphs"));
    other.join();
    CHECK(opened == 1);
    CHECK(first == second);
}

TEST_CASE("The cache keeps the two sets used last", "[ui][bridge]") {
    std::vector<std::string> opened;
    DataCache cache([&](const DataConfig& config) {
        opened.push_back(config.spec);
        return emptyData(config);
    });
    // "b" is the one used longest ago when "c" comes, so "a" stays and "b" has to be opened again.
    for (const char* spec : {"a", "b", "a", "c", "a", "b"})
        cache.get(dataOf(spec));
    CHECK(opened == std::vector<std::string>{"a", "b", "c", "b"});
}
