// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/experiments/FormRange.h"
#include "core/experiments/TuneConfig.h"

#include <cstdint>
#include <optional>

namespace cyclo {

/// What a person sets of the whole recipe beside the experiment that it is of; as usual where not set.
struct TuneForm {
    std::int64_t seeds = kUsualRangeSeeds;        ///< range tests per batch size, 1 to 100
    std::optional<std::int64_t> shortEpochs = {}; ///< as in TuneConfig, 1 to 100,000

    bool operator==(const TuneForm&) const = default;
};

/// @throws std::invalid_argument  naming what is wrong and what would be right
inline void validate(const TuneForm& form) {
    requireWithin("seeds", form.seeds, 1, kMostFormSeeds);
    if (form.shortEpochs) requireWithin("short_epochs", *form.shortEpochs, 1, kMostFormEpochs);
}

} // namespace cyclo
