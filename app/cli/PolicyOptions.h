// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/Options.h"
#include "core/analysis/LrSuggestions.h"
#include "core/schedules/PolicyKind.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace cyclo::cli {

/// --policy with the options of every policy, made from their fields. An option that belongs to another
/// policy is refused, and so is one that the others leave nothing to do.
class PolicyOptions {
public:
    void addTo(CLI::App& app);

    bool given() const { return !policy_.empty(); }

    /// @param recommended  bounds for policies that have a peak, where none are given
    /// @throws UsageError  if no policy was named, or an option given does not belong to it
    Policy policy(const std::optional<LrRecommendation>& recommended = {}) const;

    /// @throws UsageError  if any of the options was given, saying what it contradicts
    void refuseAll(const std::string& because) const;

private:
    void addField(CLI::App& app, const std::string& name);
    bool isGiven(const std::string& name) const { return options_.at(name)->count() > 0; }
    const PolicyKind& kind() const;
    void refuseForeign(const PolicyKind& kind) const;
    void setGiven(Policy& policy, const PolicyKind& kind, bool hasPeak) const;

    std::string policy_;
    std::string flavour_;
    std::map<std::string, std::string> texts_;    ///< as given, by option: "--max-lr"
    std::map<std::string, CLI::Option*> options_; ///< --policy aside
};

/// "exp" or "linear". @throws UsageError naming both
Ramp readRamp(const std::string& text);

/// How long a run is that says so itself: a list of phases. Nothing for all others.
std::optional<std::int64_t> ownLengthOf(const Policy& policy);

} // namespace cyclo::cli
