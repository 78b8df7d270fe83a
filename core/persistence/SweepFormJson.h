// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/experiments/SweepForm.h"
#include "core/persistence/JsonValue.h"

namespace cyclo {

/// {"wd": {"values": [...], "mode": "joint", "seeds": 1, "epochs": 1, "branch_percent": 50}, ...}: the kinds
/// that are not set as usual.
Json sweepFormsToJson(const SweepForms& all);

/// What is absent is as usual. @throws FileError  naming the key, its value and what would be right
SweepForms sweepFormsFromJson(const JsonValue& json);

} // namespace cyclo
