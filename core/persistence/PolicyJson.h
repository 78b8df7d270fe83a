// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/persistence/JsonValue.h"
#include "core/schedules/Schedule.h"

#include <optional>

namespace cyclo {

/// {"policy": "onecycle", "flavour": "smith", "max_lr": 0.1, ...}: the options of the command line with
/// underscores; a setting that is left out stays out.
Json policyToJson(const Policy& policy);

/// Nothing for a policy (or flavour) this version does not know. Settings that are absent have their default.
/// @throws FileError  naming the key, if a value has a wrong type
std::optional<Policy> policyFromJson(const JsonValue& generator);

std::string toString(Ramp ramp);          ///< "exp", "linear"
Ramp rampFromJson(const JsonValue& json); ///< @throws FileError  naming the two words

} // namespace cyclo
