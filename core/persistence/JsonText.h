// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace cyclo {

/// JSON whose keys stay in the order they were written in: the same value gives the same bytes.
using Json = nlohmann::ordered_json;

/// A document for people and for `diff`: objects over several lines, lists of numbers in one, lists of
/// records one record to a line, a newline at the end. Doubles in a form that reads back to the same bits;
/// non-finite ones become null. Bytes that are no UTF-8 (in a path, say) become U+FFFD.
std::string jsonText(const Json& value);

/// @throws FileError  if this is no JSON (with line, column and byte), nested more than 64 deep, or has a key
/// twice
///         in one object, where programs differ in which one counts
Json parseJson(std::string_view text);

/// The value, or null where JSON has no number for it: NaN, infinity.
Json numberOrNull(double value);

/// The value, or null where there is none.
template <typename Value> Json valueOrNull(const std::optional<Value>& value) {
    return value ? Json(*value) : Json(nullptr);
}

} // namespace cyclo
