// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/persistence/JsonText.h"

#include <string>

namespace cyclo {

/// What the object `file` has beyond the object `known`, in the same nesting: what a program that knows only
/// `known` must keep for others. Records in lists of the same length are compared in pairs.
Json beyond(const Json& known, const Json& file);

/// Puts what `extra` has beyond `target` into `target`; what stands there stays.
void addMissing(Json& target, const Json& extra);

/// @param stored, wanted  objects: the settings a file was made with, and those of now
/// @param what            the file is of: "a sweep"
/// @throws FileError  naming the first key in which they differ, and both values
void requireSameSettings(const Json& stored, const Json& wanted, const std::string& what);

} // namespace cyclo
