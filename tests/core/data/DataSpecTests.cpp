// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/DataSpec.h"
#include "tests/support/Catch.h"
#include "tests/support/Messages.h"

#include <algorithm>

using namespace cyclo;
using namespace cyclo::test;

namespace {

std::string specError(const std::string& text) {
    return messageOf<std::invalid_argument>([&] { parseDataSpec(text); });
}

} // namespace

TEST_CASE("A data spec is read in its parts and written as it was", "[data][spec]") {
    const auto text =
        GENERATE(as<std::string>{}, "glyphs", "mnist:/data/with: colon", "mnist:/what?/x=1",
                 "spirals?classes=4&noise=0.2", "csv:a?b.csv?target=x=y", "csv:t.csv?target=a%26b%25");
    CHECK(toString(parseDataSpec(text)) == text);
    CHECK(splitDataSpec(text) == parseDataSpec(text));
}

TEST_CASE("Parts of a data spec are found where they may be mistaken", "[data][spec]") {
    const DataSpec csv = parseDataSpec("csv:a?b.csv?target=a%26b%25=c&test=t");
    CHECK(csv.kind == "csv");
    CHECK(csv.place == "a?b.csv");
    CHECK(csv.options == std::map<std::string, std::string>{{"target", "a&b%=c"}, {"test", "t"}});
    CHECK(parseDataSpec("mnist:/a?b").place == "/a?b"); // this kind has no options
    CHECK(splitDataSpec("mnist:").place.empty());
    CHECK(toString(splitDataSpec("mnist:")) == "mnist:");
    CHECK(splitDataSpec("minst:/x").kind == "minst:/x");
}

TEST_CASE("A wrong data spec is refused with what would be right", "[data][spec]") {
    CHECK_THAT(specError("moon"),
               ContainsSubstring("'moon' does not exist") && ContainsSubstring("moons, circles"));
    CHECK_THAT(specError("moons:/x"), ContainsSubstring("is written moons"));
    CHECK_THAT(specError("moons?size=3"),
               ContainsSubstring("no option 'size'") && ContainsSubstring("noise, count"));
    CHECK_THAT(specError("moons?noise=1&noise=2"), ContainsSubstring("noise twice"));
    CHECK_THAT(specError("moons?"), ContainsSubstring("no option ''"));
    CHECK_THAT(specError("glyphs?noise=1"), ContainsSubstring("'glyphs?noise=1' is written glyphs"));
    CHECK_THAT(specError("csv:"), ContainsSubstring("is written csv:FILE?target=NAME"));
}

TEST_CASE("Values of options are read within their range", "[data][spec]") {
    const DataSpec spec = parseDataSpec("spirals?noise=0.25&count=40");
    CHECK(numberOption(spec, "noise", 0.1, 0, 10) == 0.25);
    CHECK(countOption(spec, "count", 2000, 10, 100) == 40);
    CHECK(countOption(spec, "classes", 3, 2, 10) == 3);
    CHECK_THAT(messageOf<std::invalid_argument>([&] { countOption(spec, "count", 1, 50, 100); }),
               ContainsSubstring("spirals: count must be a whole number from 50 to 100, got '40'"));
    const auto wrong = GENERATE(as<std::string>{}, "nan", "inf", "-0.1", "10.5", "1x", "");
    CHECK_THAT(messageOf<std::invalid_argument>(
                   [&] { numberOption(parseDataSpec("moons?noise=" + wrong), "noise", 0.1, 0, 10); }),
               ContainsSubstring("noise must be a number from 0 to 10, got '" + wrong + "'"));
}

TEST_CASE("A spec is shown with the options that may follow", "[data][spec]") {
    std::vector<std::string> shown;
    for (const auto& kind : dataKinds())
        shown.push_back(specWithOptions(kind));
    for (const auto* spec : {"glyphs", "moons[?noise=&count=]", "mnist:DIR", "images:DIR[?size=]",
                             "csv:FILE?target=NAME[&test=&task=&header=]"})
        CHECK(std::ranges::count(shown, spec) == 1);
}
