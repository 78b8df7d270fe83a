// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiments/TuneForm.h"

#include "core/experiments/FormRange.h"

namespace cyclo {

void validate(const TuneForm& form) {
    requireWithin("seeds", form.seeds, 1, kMostFormSeeds);
    if (form.shortEpochs) requireWithin("short_epochs", *form.shortEpochs, 1, kMostFormEpochs);
}

} // namespace cyclo
