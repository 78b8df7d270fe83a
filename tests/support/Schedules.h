// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schedules/Schedule.h"
#include "tests/support/Messages.h"

#include <cstdint>
#include <stdexcept>
#include <string>

namespace cyclo::test {

/// A row as another program prints it.
struct GoldenRow {
    std::int64_t step;
    double learningRate, momentum;
};

/// Equal to the last bit.
inline void checkGolden(const Schedule& schedule, std::int64_t totalSteps, const GoldenRow& expected) {
    CAPTURE(expected.step);
    const auto row = rowsOf(schedule, totalSteps).at(static_cast<std::size_t>(expected.step));
    CHECK(row.learningRate == expected.learningRate);
    CHECK(row.momentum == expected.momentum);
}

struct RefusedPolicy {
    Policy policy;
    std::int64_t totalSteps;
    std::string message;
};

/// What validate says of it; "no error" if it takes it.
inline std::string refusalOf(const Schedule& schedule, std::int64_t totalSteps) {
    return messageOf<std::invalid_argument>([&] { validate(schedule, totalSteps); });
}
inline std::string refusalOf(const Policy& policy, std::int64_t totalSteps) {
    return refusalOf(Schedule{.policy = policy}, totalSteps);
}

} // namespace cyclo::test
