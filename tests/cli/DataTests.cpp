// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/CliFixture.h"
#include "tests/support/Catch.h"
#include "tests/support/Messages.h"

using namespace cyclo;
using namespace cyclo::test;

TEST_CASE("data list names every kind of data set", "[cli][data]") {
    const auto result = runProgram({"data", "list"});
    CHECK(result.exitCode == 0);
    for (const auto* spec : {"glyphs", "mnist:DIR", "fashion:DIR"})
        CHECK_THAT(result.out, ContainsSubstring(spec));
}

TEST_CASE("data info counts samples by split and class", "[cli][data]") {
    const CliFixture fixture;
    const auto result = runProgram({"data", "info", fixture.data(), "--limit", "100", "--json", "-"});
    REQUIRE(result.exitCode == 0);
    const Json info = parseJson(result.out);
    CHECK(info["sample_shape"] == Json{1, 8, 8});
    CHECK(info["train"]["samples"] == 100);
    CHECK(info["test"]["samples"] == 64);
    std::int64_t sum = 0;
    for (const auto& count : info["test"]["per_class"])
        sum += count.get<std::int64_t>();
    CHECK(sum == 64);
    CHECK_THAT(result.err, ContainsSubstring("training 100, test 64, 10 classes"));
}

TEST_CASE("data preview writes a PNG", "[cli][data]") {
    const CliFixture fixture;
    REQUIRE(runProgram({"data", "preview", fixture.data(), "--png", fixture.file("sheet.png")}).exitCode ==
            0);
    CHECK(readText(fixture.file("sheet.png")).starts_with("\x89PNG\r\n\x1a\n"));
}
