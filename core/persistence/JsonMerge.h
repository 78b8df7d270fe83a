// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/persistence/JsonText.h"

namespace cyclo {

/// What the object `file` has beyond the object `known`, in the same nesting: what a program that knows only
/// `known` must keep for others. Records in lists of the same length are compared in pairs.
Json beyond(const Json& known, const Json& file);

/// Puts what `extra` has beyond `target` into `target`; what stands there stays.
void addMissing(Json& target, const Json& extra);

} // namespace cyclo
