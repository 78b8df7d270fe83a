// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/OutputOptions.h"
#include "app/cli/RunOptions.h"
#include "core/experiments/SweepConfig.h"

#include <string>
#include <vector>

namespace cyclo::cli {

/// Options of one `sweep` command.
class SweepOptions {
public:
    explicit SweepOptions(SweepKind kind) : kind_(kind) {}

    void addTo(CLI::App& app);

    /// What was set, checked as far as it can be without data. @throws UsageError, std::invalid_argument
    SweepConfig config() const;

    /// The same for this data set: --epochs of range tests become steps.
    SweepConfig config(const DataSource& data) const;

    const std::string& resume() const { return resume_; } ///< empty if not given
    const OutputOptions& output() const { return output_; }

private:
    void addShortRuns(CLI::App& app);
    void addOutput(CLI::App& app);
    SweepMode mode() const;
    Policy policy() const;
    Policy heldMomentum() const;
    void refuseSwept() const;
    void refuseWithoutRangeTest() const;
    void checkBranch() const;
    void setLength(SweepConfig& config) const;

    SweepKind kind_;
    RunOptions run_;
    std::vector<double> values_;
    std::int64_t seeds_ = 1;
    FinderConfig finder_;
    std::vector<const CLI::Option*> ofRangeTests_; ///< all but those of its loss
    std::string mode_;                             ///< of weight decay: "sequential", "joint" or "branch"
    std::optional<std::string> policy_;            ///< as given
    bool ramp_ = false;                            ///< momentum: the range test
    std::optional<double> lr_, maxLr_;
    std::vector<double> milestones_; ///< empty: as multistep has them
    std::optional<double> gamma_;
    std::optional<std::int64_t> epochs_, steps_;
    std::optional<std::int64_t> bisections_;
    FinderLossOptions loss_;
    std::optional<std::int64_t> branchAt_;
    std::string resume_;
    OutputOptions output_;
};

} // namespace cyclo::cli
