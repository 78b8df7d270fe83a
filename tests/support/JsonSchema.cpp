// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/JsonSchema.h"

#include "core/persistence/AtomicFile.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <regex>
#include <stdexcept>

namespace cyclo::test {

namespace {

class Checker {
public:
    explicit Checker(const Json& root) : root_(root) {}

    std::string check(const Json& schema, const Json& value, const std::string& place) const {
        for (const auto& [keyword, wanted] : schema.items()) {
            const auto rule = rules().find(keyword);
            if (rule == rules().end()) throw std::logic_error("schema keyword not known: " + keyword);
            if (auto wrong = rule->second(*this, wanted, schema, value, place); !wrong.empty()) return wrong;
        }
        return {};
    }

private:
    using Rule = std::function<std::string(const Checker&, const Json& wanted, const Json& schema,
                                           const Json& value, const std::string& place)>;

    static bool hasType(const std::string& type, const Json& value) {
        if (type == "integer") {
            return value.is_number_integer() ||
                   (value.is_number() && std::floor(value.get<double>()) == value.get<double>());
        }
        if (type == "number") return value.is_number() && std::isfinite(value.get<double>());
        const std::map<std::string, Json::value_t> types{{"null", Json::value_t::null},
                                                         {"object", Json::value_t::object},
                                                         {"array", Json::value_t::array},
                                                         {"string", Json::value_t::string},
                                                         {"boolean", Json::value_t::boolean}};
        return types.at(type) == value.type();
    }

    static Rule bound(bool (*right)(double value, double bound)) {
        return [right](const Checker&, const Json& wanted, const Json&, const Json& value,
                       const std::string& place) {
            if (!value.is_number() || right(value.get<double>(), wanted.get<double>())) return std::string();
            return place + ": " + value.dump() + " is out of bounds " + wanted.dump();
        };
    }

    static std::string checkType(const Checker&, const Json& wanted, const Json&, const Json& value,
                                 const std::string& place) {
        const Json types = wanted.is_array() ? wanted : Json::array({wanted});
        if (std::any_of(types.begin(), types.end(),
                        [&](const Json& type) { return hasType(type.get<std::string>(), value); }))
            return {};
        return place + ": " + value.dump() + " is no " + wanted.dump();
    }

    static std::string checkEnum(const Checker&, const Json& wanted, const Json&, const Json& value,
                                 const std::string& place) {
        if (std::find(wanted.begin(), wanted.end(), value) != wanted.end()) return {};
        return place + ": " + value.dump() + " is none of " + wanted.dump();
    }

    static std::string checkConst(const Checker&, const Json& wanted, const Json&, const Json& value,
                                  const std::string& place) {
        return value == wanted ? std::string() : place + ": " + value.dump() + " is not " + wanted.dump();
    }

    static std::string checkRequired(const Checker&, const Json& wanted, const Json&, const Json& value,
                                     const std::string& place) {
        if (!value.is_object()) return {};
        for (const auto& key : wanted) {
            if (!value.contains(key.get<std::string>())) return place + ": no " + key.dump();
        }
        return {};
    }

    static std::string checkProperties(const Checker& checker, const Json& wanted, const Json& schema,
                                       const Json& value, const std::string& place) {
        if (!value.is_object()) return {};
        for (const auto& [key, item] : value.items()) {
            const bool named = wanted.contains(key);
            if (!named && !schema.contains("additionalProperties")) continue;
            const Json& rule = named ? wanted.at(key) : schema.at("additionalProperties");
            if (rule.is_boolean() && !rule.get<bool>()) return place + "/" + key + ": not allowed";
            if (rule.is_boolean()) continue;
            if (auto wrong = checker.check(rule, item, place + "/" + key); !wrong.empty()) return wrong;
        }
        return {};
    }

    /// With "properties" beside it, that rule has done the work.
    static std::string checkAdditional(const Checker& checker, const Json&, const Json& schema,
                                       const Json& value, const std::string& place) {
        if (schema.contains("properties")) return {};
        return checkProperties(checker, Json::object(), schema, value, place);
    }

    static std::string checkItems(const Checker& checker, const Json& wanted, const Json&, const Json& value,
                                  const std::string& place) {
        if (!value.is_array()) return {};
        for (std::size_t i = 0; i < value.size(); ++i) {
            if (auto wrong = checker.check(wanted, value[i], place + "/" + std::to_string(i)); !wrong.empty())
                return wrong;
        }
        return {};
    }

    static std::string checkMinItems(const Checker&, const Json& wanted, const Json&, const Json& value,
                                     const std::string& place) {
        if (!value.is_array() || value.size() >= wanted.get<std::size_t>()) return {};
        return place + ": fewer than " + wanted.dump() + " items";
    }

    static std::string checkAnyOf(const Checker& checker, const Json& wanted, const Json&, const Json& value,
                                  const std::string& place) {
        std::string all;
        for (const auto& choice : wanted) {
            const auto wrong = checker.check(choice, value, place);
            if (wrong.empty()) return {};
            all += (all.empty() ? "" : "; or ") + wrong;
        }
        return all;
    }

    static std::string checkRef(const Checker& checker, const Json& wanted, const Json&, const Json& value,
                                const std::string& place) {
        const auto target = Json::json_pointer(wanted.get<std::string>().substr(1));
        return checker.check(checker.root_.at(target), value, place);
    }

    static std::string checkPattern(const Checker&, const Json& wanted, const Json&, const Json& value,
                                    const std::string& place) {
        if (!value.is_string()) return {};
        const bool matches =
            std::regex_search(value.get<std::string>(), std::regex(wanted.get<std::string>()));
        return matches ? std::string() : place + ": " + value.dump() + " does not match " + wanted.dump();
    }

    static const std::map<std::string, Rule>& rules() {
        const Rule nothing = [](const auto&...) { return std::string(); };
        static const std::map<std::string, Rule> all{
            {"$schema", nothing},
            {"$id", nothing},
            {"title", nothing},
            {"description", nothing},
            {"definitions", nothing},
            {"type", checkType},
            {"enum", checkEnum},
            {"const", checkConst},
            {"required", checkRequired},
            {"properties", checkProperties},
            {"additionalProperties", checkAdditional},
            {"items", checkItems},
            {"minItems", checkMinItems},
            {"anyOf", checkAnyOf},
            {"$ref", checkRef},
            {"pattern", checkPattern},
            {"minimum", bound([](double value, double limit) { return value >= limit; })},
            {"maximum", bound([](double value, double limit) { return value <= limit; })},
            {"exclusiveMinimum", bound([](double value, double limit) { return value > limit; })},
            {"exclusiveMaximum", bound([](double value, double limit) { return value < limit; })}};
        return all;
    }

    const Json& root_;
};

} // namespace

std::string schemaViolation(const Json& schema, const Json& document) {
    return Checker(schema).check(schema, document, "");
}

Json loadSchema(const std::string& name) {
    const auto path =
        std::filesystem::path(CYCLO_SOURCE_DIR) / "resources" / "schemas" / (name + ".schema.json");
    return parseJson(readWholeFile(path, 1 << 20));
}

} // namespace cyclo::test
