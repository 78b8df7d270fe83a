// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/experiments/SweepConfig.h"

#include <cstdint>
#include <map>
#include <vector>

namespace cyclo {

/// What a person sets of a sweep beside the experiment that it is of.
struct SweepForm {
    std::vector<double> values = {}; ///< as in SweepConfig
    SweepMode mode = SweepMode::RangeTests;
    std::int64_t seeds = 1;          ///< runs per value, >= 1
    std::int64_t epochs = 1;         ///< of a short run, >= 1
    std::int64_t branchPercent = 50; ///< share of a short run that branches have in common, 1 to 99

    bool operator==(const SweepForm&) const = default;
};

/// By kind; a kind that is absent is set as usual.
using SweepForms = std::map<SweepKind, SweepForm>;

/// usualValues(); short runs for momenta, else range tests, of two seeds for batch sizes.
SweepForm usualForm(SweepKind kind);

SweepForm formOf(const SweepForms& all, SweepKind kind);

/// One that is as usual leaves no trace.
void set(SweepForms& all, SweepKind kind, const SweepForm& form);

/// @throws std::invalid_argument  naming what is wrong and what would be right
void validate(SweepKind kind, const SweepForm& form);

} // namespace cyclo
