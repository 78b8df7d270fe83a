// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

namespace cyclo {

/// What one optimizer step uses.
struct StepHyperparameters {
    double learningRate = 0.0;
    double momentum = 0.0; ///< SGD's μ or Adam's β1
    double weightDecay = 0.0;

    bool operator==(const StepHyperparameters&) const = default;
};

/// A schedule as data: exactly N rows for N steps.
struct ScheduleRows {
    std::vector<double> learningRate;
    std::vector<double> momentum;
    std::vector<double> weightDecay;

    std::int64_t size() const { return static_cast<std::int64_t>(learningRate.size()); }
    StepHyperparameters at(std::int64_t step) const {
        const auto row = static_cast<std::size_t>(step);
        return {learningRate.at(row), momentum.at(row), weightDecay.at(row)};
    }
    bool operator==(const ScheduleRows&) const = default;
};

} // namespace cyclo
