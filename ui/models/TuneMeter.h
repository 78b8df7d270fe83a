// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/experiments/TuneConfig.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace cyclo::ui {

/// How far a recipe is, and how long it will still take, from the samples its runs have seen. Reads no clock.
class TuneMeter {
public:
    /// @param samples  of the training set
    void start(std::vector<TuneBudget> budget, std::int64_t samples, double seconds);
    void beginPart(const std::string& part); ///< the parts before it are over, whatever they cost
    void add(double samples);                ///< seen by one of the runs, in a step

    double share() const; ///< [0, 1]
    /// At the speed so far; nothing before two seconds have passed. @param seconds  now
    std::optional<double> secondsLeft(double seconds) const;

private:
    std::vector<TuneBudget> budget_;
    std::size_t part_ = 0;
    double samples_ = 1.0;
    double seenInPart_ = 0.0;
    double seen_ = 0.0;
    double start_ = 0.0;
};

} // namespace cyclo::ui
