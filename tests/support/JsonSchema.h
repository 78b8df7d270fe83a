// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/persistence/JsonText.h"

#include <string>

namespace cyclo::test {

/// Checks a document against a JSON Schema (draft 7), of which it knows the keywords our schemas use.
/// @returns what is wrong and where, or nothing
/// @throws std::logic_error  for a keyword it does not know: a check that is not made must not pass
std::string schemaViolation(const Json& schema, const Json& document);

/// The schema resources/schemas/NAME.schema.json.
Json loadSchema(const std::string& name);

} // namespace cyclo::test
