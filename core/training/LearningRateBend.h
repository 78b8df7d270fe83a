// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <cmath>
#include <stdexcept>
#include <string>

namespace cyclo {

/// Bends the rest of a run's plan: from the next step on every planned learning rate is multiplied by a
/// factor, so that the shape stays. Given to a run at its start, 1 then. Any thread may set it, without
/// waiting; the training thread asks at each step.
class LearningRateBend {
public:
    /// Of the plan, not of what is used now. @throws std::invalid_argument  unless above 0 and finite
    void set(double factor) {
        if (!(factor > 0.0) || !std::isfinite(factor))
            throw std::invalid_argument("the factor of the learning rate must be above 0, got " +
                                        std::to_string(factor));
        factor_.store(factor, std::memory_order_relaxed);
    }
    double factor() const noexcept { return factor_.load(std::memory_order_relaxed); }

private:
    std::atomic<double> factor_{1.0};
    static_assert(std::atomic<double>::is_always_lock_free);
};

} // namespace cyclo
