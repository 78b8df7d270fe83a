// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/Options.h"
#include "core/analysis/LrSuggestions.h"
#include "core/schedules/Schedule.h"

#include <map>
#include <optional>
#include <string>

namespace cyclo::cli {

/// --policy with the options of every policy. An option that belongs to another policy is refused.
class PolicyOptions {
public:
    void addTo(CLI::App& app);

    bool given() const { return !policy_.empty(); }

    /// @param recommended  bounds for onecycle where none are given
    /// @throws UsageError  if no policy was named, or an option given does not belong to it
    Policy policy(const std::optional<LrRecommendation>& recommended = {}) const;

    /// @throws UsageError  if any of the options was given, saying what it contradicts
    void refuseAll(const std::string& because) const;

private:
    Constant constant() const;
    SmithOneCycle smithOneCycle(const std::optional<LrRecommendation>& recommended) const;
    Sweep sweep() const;
    void refuseForeign() const;

    std::string policy_;
    std::string flavour_ = "smith";
    std::optional<double> lr_, momentum_, baseLr_, maxLr_, baseMomentum_, maxMomentum_, lrMin_, lrMax_;
    std::optional<std::int64_t> stepSize_;
    std::string ramp_ = "exp";
    std::map<std::string, CLI::Option*> options_; ///< by name, --policy aside
};

/// "exp" or "linear". @throws UsageError naming both
Ramp readRamp(const std::string& text);

} // namespace cyclo::cli
