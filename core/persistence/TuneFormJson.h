// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/experiments/TuneForm.h"
#include "core/persistence/JsonValue.h"

namespace cyclo {

/// {"seeds": 2, "short_epochs": null}
Json tuneFormToJson(const TuneForm& form);

/// What is absent is as usual. @throws FileError  naming the key, its value and what would be right
TuneForm tuneFormFromJson(const JsonValue& json);

} // namespace cyclo
