// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/persistence/PolicyJson.h"

#include "core/persistence/PhasesJson.h"
#include "core/schedules/PolicyKind.h"

#include <algorithm>

namespace cyclo {

namespace {

struct ToJson {
    Json operator()(const std::vector<Phase>& phases) const { return phasesToJson(phases); }
    template <class Value> Json operator()(const Value& value) const { return value; }
};

std::string readWord(const JsonValue& json, const std::vector<std::string>& words) {
    const auto word = json.text();
    if (std::ranges::find(words, word) != words.end()) return word;
    std::string list;
    for (const auto& known : words)
        list += (list.empty() ? "\"" : " or \"") + known + "\"";
    json.refuse("must be " + list + ", got \"" + word + "\"");
}

FieldValue readField(const JsonValue& json, const PolicyField& field) {
    switch (field.type) {
    case FieldType::Number:
        return json.number();
    case FieldType::Count:
        return json.integer();
    case FieldType::Flag:
        return json.boolean();
    case FieldType::Word:
        return readWord(json, field.words);
    case FieldType::Shares:
        return json.numbers();
    case FieldType::Phases:
        break;
    }
    return phasesFromJson(json);
}

} // namespace

std::string toString(Ramp ramp) {
    return ramp == Ramp::Exponential ? "exp" : "linear";
}

Ramp rampFromJson(const JsonValue& json) {
    const auto word = json.text();
    if (word == "exp") return Ramp::Exponential;
    if (word == "linear") return Ramp::Linear;
    json.refuse("must be \"exp\" or \"linear\", got \"" + word + "\"");
}

Json policyToJson(const Policy& policy) {
    const auto& kind = kindOf(policy);
    Json json{{"policy", kind.name}};
    if (!kind.flavour.empty()) json["flavour"] = kind.flavour;
    for (const auto& field : kind.fields)
        if (const auto value = field.get(policy)) json[field.key] = std::visit(ToJson{}, *value);
    return json;
}

std::optional<Policy> policyFromJson(const JsonValue& generator) {
    const auto flavour = generator.find("flavour");
    const auto* kind = findPolicyKind(generator.at("policy").text(), flavour ? flavour->text() : "");
    // A file says its flavour: the default of today may be another one tomorrow.
    if (!kind || (!kind->flavour.empty() && !flavour)) return std::nullopt;
    Policy policy = kind->defaults;
    for (const auto& field : kind->fields)
        if (const auto found = generator.find(field.key)) field.set(policy, readField(*found, field));
    return policy;
}

} // namespace cyclo
