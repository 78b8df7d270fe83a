// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/persistence/JsonMerge.h"

#include <utility>

namespace cyclo {

Json beyond(const Json& known, const Json& file) {
    Json extra = Json::object();
    for (const auto& [key, value] : file.items()) {
        const auto match = known.find(key);
        if (match == known.end()) {
            extra[key] = value;
        } else if (match->is_object() && value.is_object()) {
            if (auto inside = beyond(*match, value); !inside.empty()) extra[key] = std::move(inside);
        }
    }
    return extra;
}

void addMissing(Json& target, const Json& extra) {
    for (const auto& [key, value] : extra.items()) {
        if (!target.contains(key))
            target[key] = value;
        else if (target[key].is_object() && value.is_object())
            addMissing(target[key], value);
    }
}

} // namespace cyclo
