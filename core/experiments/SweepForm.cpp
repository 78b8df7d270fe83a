// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiments/SweepForm.h"

#include "core/experiments/FormRange.h"

namespace cyclo {

SweepForm usualForm(SweepKind kind) {
    return {.values = usualValues(kind),
            .mode = kind == SweepKind::Momentum ? SweepMode::ShortRuns : SweepMode::RangeTests,
            .seeds = kind == SweepKind::BatchSize ? 2 : 1};
}

SweepForm formOf(const SweepForms& all, SweepKind kind) {
    const auto found = all.find(kind);
    return found == all.end() ? usualForm(kind) : found->second;
}

void set(SweepForms& all, SweepKind kind, const SweepForm& form) {
    if (form == usualForm(kind))
        all.erase(kind);
    else
        all[kind] = form;
}

void validate(SweepKind kind, const SweepForm& form) {
    requireWithin("seeds", form.seeds, 1, kMostFormSeeds);
    requireWithin("epochs", form.epochs, 1, kMostFormEpochs);
    requireWithin("branch_percent", form.branchPercent, 1, 99);
    SweepConfig config;
    config.kind = kind;
    config.mode = form.mode;
    config.values = form.values;
    config.seeds = form.seeds;
    config.branchAt = 1; // any will do: how long a run is, the data say
    validate(config);
}

} // namespace cyclo
