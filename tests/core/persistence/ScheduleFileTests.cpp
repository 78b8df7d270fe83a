// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/persistence/AtomicFile.h"
#include "core/persistence/ScheduleDocument.h"
#include "tests/core/persistence/Refusal.h"
#include "tests/support/Catch.h"
#include "tests/support/TestData.h"

using namespace cyclo;
using cyclo::test::mentions;
using cyclo::test::refusal;

TEST_CASE("A saved schedule loads as it was, and saves to the same bytes", "[persistence][schedule]") {
    const test::TemporaryFolder folder;
    const auto path = folder.path() / "schedule.json";
    ExperimentConfig config;
    const auto document = scheduleDocumentOf(config, 1000, 200);
    saveSchedule(path, document);
    const auto bytes = readWholeFile(path, 1 << 20);
    const auto loaded = loadSchedule(path);
    CHECK(loaded == document);
    CHECK(loaded.rows == rowsOf({.policy = config.policy, .weightDecay = config.weightDecay}, 1000));
    saveSchedule(path, loaded);
    CHECK(readWholeFile(path, 1 << 20) == bytes);
}

TEST_CASE("A schedule file that cannot be used is refused with its path", "[persistence][schedule]") {
    const test::TemporaryFolder folder;
    const auto path = folder.path() / "schedule.json";
    CHECK(mentions(refusal([&] { loadSchedule(path); }), "cannot read " + path.string()));

    saveSchedule(path, scheduleDocumentOf({}, 100, 20));
    const auto whole = readWholeFile(path, 1 << 20);
    // Every cut is refused, never read as something shorter, but the one that loses the last newline.
    for (std::size_t length = 0; length + 1 < whole.size(); ++length) {
        CAPTURE(length);
        REQUIRE(mentions(refusal([&] { parseJson(std::string_view(whole).substr(0, length)); }),
                         "no valid JSON at line"));
    }
    writeFileAtomically(path, std::string_view(whole).substr(0, whole.size() / 2));
    CHECK(mentions(refusal([&] { loadSchedule(path); }), path.string() + ": no valid JSON at line"));
    writeFileAtomically(path, "[1, 2]");
    CHECK(refusal([&] { loadSchedule(path); }) ==
          path.string() + ": the document must be an object, got array");
}

TEST_CASE("A schedule of impossible settings is not made", "[persistence][schedule]") {
    ExperimentConfig config;
    CHECK_THROWS_AS(scheduleDocumentOf(config, 0, 1), std::invalid_argument);
    config.weightDecay = -1;
    CHECK_THROWS_AS(scheduleDocumentOf(config, 100, 1), std::invalid_argument);
}
