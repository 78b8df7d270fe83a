// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schedules/ScheduleRows.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace cyclo {

struct PolicyField;

/// How the height of a cycle changes: not, halved each cycle, or by gamma each step.
enum class CycleShape { Triangular, Triangular2, ExpRange };

/// Cyclical learning rates (Smith, arXiv:1506.01186) with PyTorch's CyclicLR as the reference, equal to it to
/// the last bit: up from baseLr to maxLr, down again, over and over; momentum opposite between its bounds.
template <CycleShape Shape> struct Cyclic {
    double baseLr = 0.001;                         ///< in [0, maxLr)
    double maxLr = 0.006;                          ///< > 0
    std::optional<std::int64_t> stepSizeUp = {};   ///< steps up, >= 1; a quarter of the run when left out
    std::optional<std::int64_t> stepSizeDown = {}; ///< steps down, >= 1; as many as up when left out
    double gamma = 0.99994;                        ///< of ExpRange, in (0, 1]; Smith's value
    bool cycleMomentum = true;
    double baseMomentum = 0.8; ///< in [0, maxMomentum]
    double maxMomentum = 0.9;  ///< in [baseMomentum, 1)
    double momentum = 0.9;     ///< where it does not cycle

    bool operator==(const Cyclic&) const = default;
};

using Triangular = Cyclic<CycleShape::Triangular>;
using Triangular2 = Cyclic<CycleShape::Triangular2>;
using ExpRange = Cyclic<CycleShape::ExpRange>;

// Defined for the three of them.
template <CycleShape Shape>
StepHyperparameters rowAt(const Cyclic<Shape>& config, std::int64_t step, std::int64_t totalSteps);
template <CycleShape Shape> void requireConsistent(const Cyclic<Shape>& config, std::int64_t totalSteps);
template <CycleShape Shape> std::vector<PolicyField> fieldsOf(const Cyclic<Shape>&);

/// What a left-out step size stands for.
template <CycleShape Shape> std::int64_t stepSizeUpOf(const Cyclic<Shape>& config, std::int64_t totalSteps);

} // namespace cyclo
