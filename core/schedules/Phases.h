// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schedules/ScheduleRows.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace cyclo {

struct PolicyField;

enum class Curve { Linear, Cosine, Exponential };

/// A value that moves from one end to the other.
struct Course {
    Curve curve = Curve::Linear;
    double from = 0.0;
    double to = 0.0;

    bool operator==(const Course&) const = default;
};

/// Step s of a phase of S steps stands at share s/(S-1) of its courses: both ends are reached. A phase of one
/// step is at their start.
struct Phase {
    std::int64_t steps = 1;                 ///< >= 1
    Course learningRate = {};               ///< both ends > 0 where it is exponential, else >= 0
    Course momentum = {};                   ///< both ends in [0, 1)
    std::optional<Course> weightDecay = {}; ///< >= 0; the schedule's own when left out

    bool operator==(const Phase&) const = default;
};

/// A free list of phases, one after the other; together they are as long as the run.
struct Phases {
    std::vector<Phase> phases;

    bool operator==(const Phases&) const = default;
};

/// Weight decay is 0 where the phase has none of its own.
StepHyperparameters rowAt(const Phases& config, std::int64_t step, std::int64_t totalSteps);

/// Nothing where the phase leaves it to the schedule.
std::optional<double> weightDecayAt(const Phases& config, std::int64_t step);

std::int64_t totalStepsOf(const Phases& config);

void requireConsistent(const Phases& config, std::int64_t totalSteps);

std::vector<PolicyField> fieldsOf(const Phases&);

} // namespace cyclo
