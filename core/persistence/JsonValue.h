// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/persistence/JsonText.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cyclo {

/// A JSON value together with where it stands ("rows.lr"), so that a wrong type can be named.
/// It looks into a document that must outlive it. All readers throw FileError with place and remedy.
class JsonValue {
public:
    explicit JsonValue(const Json& document) : json_(&document) {}

    JsonValue at(std::string_view key) const;                  ///< of an object; the key must be there
    std::optional<JsonValue> find(std::string_view key) const; ///< of an object; nothing if absent or null

    JsonValue item(std::size_t index) const; ///< of a list, which must have it

    double number() const; ///< finite
    std::int64_t integer() const;
    std::uint64_t count() const; ///< integer >= 0
    bool boolean() const;
    std::string text() const;
    std::vector<double> numbers() const;
    const Json& object() const;
    const Json& array() const;

    const Json& json() const { return *json_; }

    /// Throws FileError: "<place> <sentence>".
    [[noreturn]] void refuse(const std::string& sentence) const;

private:
    JsonValue(const Json& json, std::string place) : json_(&json), place_(std::move(place)) {}
    [[noreturn]] void refuseType(const std::string& wanted) const;

    const Json* json_;
    std::string place_;
};

/// The number of an object's key; NaN if it is absent or null.
double numberOrNaN(const JsonValue& object, std::string_view key);

/// Refuses a document of another format, and one of a version above `newest`, which is what this program
/// reads.
void requireFormat(const JsonValue& document, std::string_view format, std::int64_t newest = 1);

} // namespace cyclo
