// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/persistence/JsonValue.h"

#include "core/persistence/FileError.h"

#include <limits>

namespace cyclo {

void JsonValue::refuse(const std::string& sentence) const {
    throw FileError((place_.empty() ? "the document" : place_) + " " + sentence);
}

void JsonValue::refuseType(const std::string& wanted) const {
    refuse("must be " + wanted + ", got " + json_->type_name());
}

std::optional<JsonValue> JsonValue::find(std::string_view key) const {
    const auto found = object().find(std::string(key));
    if (found == json_->end() || found->is_null()) return std::nullopt;
    return JsonValue(*found, place_.empty() ? std::string(key) : place_ + "." + std::string(key));
}

JsonValue JsonValue::at(std::string_view key) const {
    const auto found = find(key);
    if (!found) refuse("has no \"" + std::string(key) + "\"");
    return *found;
}

JsonValue JsonValue::item(std::size_t index) const {
    if (index >= array().size()) refuse("must have more than " + std::to_string(index) + " entries");
    return JsonValue((*json_)[index], place_ + "[" + std::to_string(index) + "]");
}

double JsonValue::number() const {
    if (!json_->is_number()) refuseType("a number");
    return json_->get<double>();
}

std::int64_t JsonValue::integer() const {
    if (!json_->is_number_integer()) refuseType("a whole number");
    if (json_->is_number_unsigned() &&
        json_->get<std::uint64_t>() > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()))
        refuse("is too large: " + json_->dump());
    return json_->get<std::int64_t>();
}

std::uint64_t JsonValue::count() const {
    if (!json_->is_number_integer()) refuseType("a whole number");
    if (!json_->is_number_unsigned() && json_->get<std::int64_t>() < 0)
        refuse("must be 0 or above, got " + json_->dump());
    return json_->get<std::uint64_t>();
}

bool JsonValue::boolean() const {
    if (!json_->is_boolean()) refuseType("true or false");
    return json_->get<bool>();
}

std::string JsonValue::text() const {
    if (!json_->is_string()) refuseType("a text");
    return json_->get<std::string>();
}

std::vector<double> JsonValue::numbers() const {
    std::vector<double> values;
    values.reserve(array().size());
    for (const auto& entry : *json_) {
        if (!entry.is_number()) item(values.size()).refuseType("a number");
        values.push_back(entry.get<double>());
    }
    return values;
}

const Json& JsonValue::object() const {
    if (!json_->is_object()) refuseType("an object");
    return *json_;
}

const Json& JsonValue::array() const {
    if (!json_->is_array()) refuseType("a list");
    return *json_;
}

double numberOrNaN(const JsonValue& object, std::string_view key) {
    const auto found = object.find(key);
    return found ? found->number() : std::numeric_limits<double>::quiet_NaN();
}

void requireFormat(const JsonValue& document, std::string_view format, std::int64_t newest) {
    const auto named = document.at("format");
    if (named.text() != format)
        named.refuse("must be \"" + std::string(format) + "\", got \"" + named.text() + "\"");
    const auto version = document.at("version");
    if (version.integer() > newest)
        version.refuse("is " + std::to_string(version.integer()) + "; this program reads up to " +
                       std::to_string(newest) + ": a newer one is needed");
    if (version.integer() < 1) version.refuse("must be 1, got " + std::to_string(version.integer()));
}

} // namespace cyclo
