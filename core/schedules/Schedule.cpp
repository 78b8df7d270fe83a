// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedules/Schedule.h"

#include "core/schedules/SettingChecks.h"

namespace cyclo {

namespace {

/// One line per policy.
struct RowOf {
    std::int64_t step;
    std::int64_t totalSteps;

    auto operator()(const Constant& policy) const { return constantAt(policy); }
    auto operator()(const SmithOneCycle& policy) const { return smithOneCycleAt(policy, step, totalSteps); }
    auto operator()(const Sweep& policy) const { return sweepAt(policy, step, totalSteps); }
};

/// One line per policy.
struct Validate {
    std::int64_t totalSteps;

    void operator()(const Constant& policy) const { validateConstant(policy); }
    void operator()(const SmithOneCycle& policy) const { validateSmithOneCycle(policy, totalSteps); }
    void operator()(const Sweep& policy) const { validateSweep(policy, totalSteps); }
};

/// One line per policy.
struct Name {
    std::string operator()(const Constant&) const { return "constant"; }
    std::string operator()(const SmithOneCycle&) const { return "onecycle"; }
    std::string operator()(const Sweep&) const { return "sweep"; }
};

StepHyperparameters rowOf(const Schedule& schedule, std::int64_t step, std::int64_t totalSteps) {
    auto row = std::visit(RowOf{step, totalSteps}, schedule.policy);
    row.weightDecay = schedule.weightDecay;
    return row;
}

} // namespace

void validate(const Schedule& schedule, std::int64_t totalSteps) {
    if (totalSteps < 1) detail::refuse("steps must be at least 1, got " + std::to_string(totalSteps));
    detail::requireAtLeastZero("wd", schedule.weightDecay);
    std::visit(Validate{totalSteps}, schedule.policy);
}

StepHyperparameters hyperparametersAt(const Schedule& schedule, std::int64_t step, std::int64_t totalSteps) {
    validate(schedule, totalSteps);
    if (step < 0 || step >= totalSteps) {
        detail::refuse("step must be at least 0 and below the " + std::to_string(totalSteps) +
                       " steps of the schedule, got " + std::to_string(step));
    }
    return rowOf(schedule, step, totalSteps);
}

ScheduleRows rowsOf(const Schedule& schedule, std::int64_t totalSteps) {
    if (totalSteps == 0) return {};
    validate(schedule, totalSteps);
    ScheduleRows rows;
    const auto count = static_cast<std::size_t>(totalSteps);
    for (auto* column : {&rows.learningRate, &rows.momentum, &rows.weightDecay})
        column->reserve(count);
    for (std::int64_t step = 0; step < totalSteps; ++step) {
        const auto row = rowOf(schedule, step, totalSteps);
        rows.learningRate.push_back(row.learningRate);
        rows.momentum.push_back(row.momentum);
        rows.weightDecay.push_back(row.weightDecay);
    }
    return rows;
}

std::string policyName(const Policy& policy) {
    return std::visit(Name{}, policy);
}

} // namespace cyclo
