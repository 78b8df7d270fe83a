// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/persistence/JsonMerge.h"

#include "core/persistence/FileError.h"

#include <utility>

namespace cyclo {

namespace {

bool areLists(const Json& one, const Json& other) {
    return one.is_array() && other.is_array() && one.size() == other.size();
}

/// What the records of a list have beyond those of the other, an empty object for one that has nothing; an
/// empty list if none has.
Json beyondInList(const Json& known, const Json& file) {
    Json extra = Json::array();
    bool any = false;
    for (std::size_t i = 0; i < file.size(); ++i) {
        const bool records = known[i].is_object() && file[i].is_object();
        extra.push_back(records ? beyond(known[i], file[i]) : Json::object());
        any = any || !extra.back().empty();
    }
    return any ? extra : Json::array();
}

} // namespace

Json beyond(const Json& known, const Json& file) {
    Json extra = Json::object();
    for (const auto& [key, value] : file.items()) {
        const auto match = known.find(key);
        if (match == known.end()) {
            extra[key] = value;
        } else if (match->is_object() && value.is_object()) {
            if (auto inside = beyond(*match, value); !inside.empty()) extra[key] = std::move(inside);
        } else if (areLists(*match, value)) {
            if (auto inside = beyondInList(*match, value); !inside.empty()) extra[key] = std::move(inside);
        }
    }
    return extra;
}

void addMissing(Json& target, const Json& extra) {
    for (const auto& [key, value] : extra.items()) {
        if (!target.contains(key)) {
            target[key] = value;
            continue;
        }
        Json& known = target[key];
        if (known.is_object() && value.is_object()) addMissing(known, value);
        if (!areLists(known, value)) continue;
        for (std::size_t i = 0; i < value.size(); ++i) {
            if (known[i].is_object() && value[i].is_object()) addMissing(known[i], value[i]);
        }
    }
}

void requireSameSettings(const Json& stored, const Json& wanted, const std::string& what) {
    const auto textOf = [](const Json& object, const std::string& key) {
        const auto found = object.find(key);
        return found == object.end() ? "none" : found->dump();
    };
    for (const Json* keys : {&stored, &wanted}) {
        for (const auto& [key, value] : keys->items()) {
            const std::string then = textOf(stored, key), now = textOf(wanted, key);
            if (then != now)
                throw FileError("is of " + what + " with " + key + " " + then + ", this one has " + now +
                                "; give the same options, or start without --resume");
        }
    }
}

} // namespace cyclo
