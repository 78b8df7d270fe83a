// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/peers/PeerFinder.h"
#include "core/persistence/JsonText.h"

namespace cyclo {

/// What another program's finder says, under the keys of suggestionsToJson (RecordJson.h), and besides: "as",
/// "default" (its own first answer), "traps", "details" with index, reason and trap of each answer, the
/// samples it looked at and the losses it plots. Null where it has no such rule or fails.
Json peerSuggestionsToJson(const PeerSuggestions& said);

} // namespace cyclo
