// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiments/SweepForm.h"

#include <stdexcept>

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
    const auto need = [](const char* name, std::int64_t value, std::int64_t least, std::int64_t most) {
        if (value < least || value > most)
            throw std::invalid_argument(std::string(name) + " must be from " + std::to_string(least) +
                                        " to " + std::to_string(most) + ", got " + std::to_string(value));
    };
    need("seeds", form.seeds, 1, 100);
    need("epochs", form.epochs, 1, 100'000);
    need("branch_percent", form.branchPercent, 1, 99);
    SweepConfig config;
    config.kind = kind;
    config.mode = form.mode;
    config.values = form.values;
    config.seeds = form.seeds;
    config.branchAt = 1; // any will do: how long a run is, the data say
    validate(config);
}

} // namespace cyclo
