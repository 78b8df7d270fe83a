// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schedules/PolicyField.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cyclo {

/// A policy as people choose it: its words, its settings, its defaults.
struct PolicyKind {
    std::string name;    ///< `--policy`: "onecycle"
    std::string flavour; ///< `--flavour`: "smith"; empty where there is one flavour only
    std::string title;   ///< "1cycle (Smith)"
    std::string summary; ///< what moves how, in a clause
    Policy defaults;
    std::vector<PolicyField> fields;

    const PolicyField* find(std::string_view key) const; ///< nothing if the policy has no such setting
};

/// Every policy there is, in the order of the alternatives of Policy; the flavour that is the default of its
/// name comes first among its likes.
const std::vector<PolicyKind>& policyKinds();

const PolicyKind& kindOf(const Policy& policy);

/// @param flavour  empty: the default one. @return nothing for words that name no policy
const PolicyKind* findPolicyKind(std::string_view name, std::string_view flavour);

/// A number among the settings: nothing where the policy has no such setting, or leaves it out.
std::optional<double> numberOf(const Policy& policy, std::string_view key);

/// The setting that says how high the learning rate goes, `lr` or `max_lr`; nothing for sweeps and phases,
/// which are their own range.
const PolicyField* peakLrField(const Policy& policy);

/// @throws std::invalid_argument  with one sentence, for a setting outside its range
void requireInRanges(const Policy& policy);

} // namespace cyclo
