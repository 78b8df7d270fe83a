// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/CliFixture.h"
#include "tests/support/Catch.h"
#include "tests/support/Messages.h"

using namespace cyclo;
using namespace cyclo::test;

namespace {

ProgramResult render(const std::string& curve, const std::string& png) {
    return runProgram({"--render", curve, "--png", png}, {}, CYCLO_WINDOW);
}

} // namespace

TEST_CASE("The window's binary draws a recorded curve without a display", "[cli][render]") {
    const CliFixture fixture;
    REQUIRE(runProgram(fixture.find({"--json", fixture.file("curve.json"), "--quiet"})).exitCode == 0);
    const auto result = render(fixture.file("curve.json"), fixture.file("curve.png"));
    CAPTURE(result.err);
    CHECK(result.exitCode == 0);
    CHECK(readText(fixture.file("curve.png")).starts_with("\x89PNG\r\n\x1a\n"));
}

TEST_CASE("A curve that cannot be read or a picture that cannot be written is told by name",
          "[cli][render]") {
    const CliFixture fixture;
    const auto curve = fixture.file("curve.json");
    REQUIRE(runProgram(fixture.find({"--json", curve, "--quiet"})).exitCode == 0);
    const auto unread = render(fixture.file("none.json"), fixture.file("curve.png"));
    CHECK(unread.exitCode == 2);
    CHECK_THAT(unread.err, ContainsSubstring("none.json"));
    const auto unwritten = render(curve, fixture.file("missing/curve.png"));
    CHECK(unwritten.exitCode == 1);
    CHECK_THAT(unwritten.err, ContainsSubstring("missing/curve.png"));
    CHECK(filesIn(fixture.folder()) == std::vector<std::string>{"curve.json", "images"});
}
