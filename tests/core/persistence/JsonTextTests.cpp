// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/persistence/JsonText.h"
#include "core/persistence/JsonValue.h"
#include "core/tensor/Rng.h"
#include "tests/core/persistence/Refusal.h"
#include "tests/support/Catch.h"
#include "tests/support/JsonSchema.h"

#include <bit>
#include <cmath>
#include <limits>
#include <stdexcept>

using namespace cyclo;
using cyclo::test::mentions;
using cyclo::test::refusal;

TEST_CASE("Every double comes back from JSON with the same bits", "[persistence][json]") {
    Rng rng(17);
    std::vector<double> values{0.0,
                               -0.0,
                               0.1,
                               1e-5,
                               5e-324,
                               1.0 / 3,
                               1e308,
                               std::numeric_limits<double>::max(),
                               2.2250738585072011e-308};
    while (values.size() < 10'000) {
        const auto value = std::bit_cast<double>(rng.next());
        if (std::isfinite(value)) values.push_back(value);
    }
    const auto back = parseJson(jsonText(Json(values))).get<std::vector<double>>();
    REQUIRE(back.size() == values.size());
    std::size_t same = 0;
    for (std::size_t i = 0; i < values.size(); ++i)
        same += std::bit_cast<std::uint64_t>(back[i]) == std::bit_cast<std::uint64_t>(values[i]);
    CHECK(same == values.size());
}

TEST_CASE("JSON is laid out for people: numbers in a line, one record to a line", "[persistence][json]") {
    const Json json{{"format", "x"},
                    {"empty", Json::array()},
                    {"rows", {{"lr", {0.1, 0.2}}}},
                    {"points", {{{"step", 0}, {"loss", nullptr}}, {{"step", 1}, {"loss", 2.5}}}}};
    CHECK(jsonText(json) == "{\n"
                            "  \"format\": \"x\",\n"
                            "  \"empty\": [],\n"
                            "  \"rows\": {\n"
                            "    \"lr\": [0.1,0.2]\n"
                            "  },\n"
                            "  \"points\": [\n"
                            "    {\"step\":0,\"loss\":null},\n"
                            "    {\"step\":1,\"loss\":2.5}\n"
                            "  ]\n"
                            "}\n");
    CHECK(parseJson(jsonText(json)) == json);
    CHECK(jsonText(Json("a\xff")) == "\"a\xEF\xBF\xBD\"\n"); // no UTF-8: still a valid document
}

TEST_CASE("Broken JSON is refused with line, column and byte", "[persistence][json]") {
    CHECK(refusal([] { parseJson("{\n  \"a\": 1,\n  \"b\" 2\n}"); }) ==
          "no valid JSON at line 3, column 7 (byte 18)");
    CHECK(mentions(refusal([] { parseJson(""); }), "no valid JSON at line 1, column 1"));
    CHECK(mentions(refusal([] { parseJson("{\"lr\": [0.1"); }), "byte 11"));
    CHECK(mentions(refusal([] { parseJson("{\"lr\": NaN}"); }), "no valid JSON at line 1"));
    CHECK(mentions(refusal([] { parseJson("{\"lr\": 1e999}"); }), "too large for a double"));
    CHECK(mentions(refusal([] { parseJson("\"\xff\""); }), "no valid JSON"));
    CHECK(mentions(refusal([] { parseJson(std::string(1'000'000, '[')); }), "nested more than 64 deep"));
    CHECK(refusal([] { parseJson(R"({"a": {"b": 1}, "c": {"b": 1, "b": 2}})"); }) ==
          "the JSON has the key \"b\" twice in one object");
    CHECK(refusal([] { parseJson(R"({"a": {"b": 1, "a": 2}, "b": [{"b": 1}, {"b": 1}]})"); }) == "accepted");
    CHECK(refusal([] { parseJson(std::string(64, '[') + std::string(64, ']')); }) == "accepted");
}

TEST_CASE("A value of a wrong type is named by its place", "[persistence][json]") {
    const Json json = parseJson(R"({"rows": {"lr": [1, 2, "x"], "n": 1.5, "big": 18446744073709551615,
                                    "low": -1, "flag": 1, "list": {}}})");
    const auto rows = JsonValue(json).at("rows");
    CHECK(refusal([&] { rows.at("lr").numbers(); }) == "rows.lr[2] must be a number, got string");
    CHECK(refusal([&] { rows.at("n").integer(); }) == "rows.n must be a whole number, got number");
    CHECK(refusal([&] { rows.at("big").integer(); }) == "rows.big is too large: 18446744073709551615");
    CHECK(refusal([&] { rows.at("low").count(); }) == "rows.low must be 0 or above, got -1");
    CHECK(refusal([&] { rows.at("flag").boolean(); }) == "rows.flag must be true or false, got number");
    CHECK(refusal([&] { rows.at("flag").text(); }) == "rows.flag must be a text, got number");
    CHECK(refusal([&] { rows.at("list").array(); }) == "rows.list must be a list, got object");
    CHECK(refusal([&] { rows.at("lr").at("a"); }) == "rows.lr must be an object, got array");
    CHECK(refusal([&] { rows.at("lr").item(3); }) == "rows.lr must have more than 3 entries");
    CHECK(refusal([&] { rows.at("none"); }) == "rows has no \"none\"");
    CHECK(refusal([&] { JsonValue(json).at("none"); }) == "the document has no \"none\"");
    CHECK(rows.at("big").count() == 18446744073709551615u);
    CHECK(rows.at("lr").item(1).number() == 2.0);
}

TEST_CASE("Numbers that are none become null", "[persistence][json]") {
    CHECK(numberOrNull(1.5) == Json(1.5));
    CHECK(numberOrNull(NAN).is_null());
    CHECK(numberOrNull(-INFINITY).is_null());
}

TEST_CASE("The schema checker finds what its keywords forbid and knows no others", "[persistence][schema]") {
    struct Case {
        const char *schema, *right, *wrong;
    };
    const auto checked = GENERATE(
        Case{R"({"type": "integer"})", "3", "3.5"}, Case{R"({"type": ["string", "null"]})", "null", "1"},
        Case{R"({"type": "object"})", "{}", "[]"}, Case{R"({"type": "boolean"})", "true", "0"},
        Case{R"({"enum": ["a", "b"]})", "\"b\"", "\"c\""}, Case{R"({"const": 1})", "1", "2"},
        Case{R"({"required": ["a"]})", R"({"a": 1})", R"({"b": 1})"},
        Case{R"({"properties": {"a": {"type": "null"}}})", R"({"a": null, "b": 1})", R"({"a": 1})"},
        Case{R"({"properties": {"a": {}}, "additionalProperties": false})", R"({"a": 1})", R"({"b": 1})"},
        Case{R"({"additionalProperties": {"type": "number"}})", R"({"a": 1})", R"({"a": "1"})"},
        Case{R"({"items": {"minimum": 0}})", "[0, 1]", "[0, -1]"},
        Case{R"({"minItems": 2})", "[1, 1]", "[1]"}, Case{R"({"maximum": 1})", "1", "1.1"},
        Case{R"({"exclusiveMaximum": 1})", "0.9", "1"}, Case{R"({"exclusiveMinimum": 0})", "0.1", "0"},
        Case{R"({"anyOf": [{"type": "null"}, {"minimum": 2, "type": "number"}]})", "2", "1"},
        Case{R"({"$ref": "#/definitions/d", "definitions": {"d": {"type": "null"}}})", "null", "1"},
        Case{R"({"pattern": "^[0-9a-f]+$"})", "\"09af\"", "\"0g\""});
    CAPTURE(checked.schema);
    const Json schema = parseJson(checked.schema);
    CHECK(test::schemaViolation(schema, parseJson(checked.right)).empty());
    CHECK_FALSE(test::schemaViolation(schema, parseJson(checked.wrong)).empty());
    CHECK_THROWS_AS(test::schemaViolation(parseJson(R"({"maxProperties": 1})"), Json::object()),
                    std::logic_error);
    CHECK_FALSE(test::schemaViolation(parseJson(R"({"type": "number"})"), Json(NAN)).empty());
}
