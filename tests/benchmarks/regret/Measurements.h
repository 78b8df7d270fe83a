// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/LrCurve.h"
#include "tests/benchmarks/regret/Cases.h"

#include <filesystem>
#include <map>
#include <string>
#include <utility>

namespace cyclo::regret {

/// What was measured of one case and seed.
struct Measured {
    std::map<int, double> loss; ///< final, on the held-out samples, by place among trainedLrs()
    LrCurve sweep;              ///< the range test
};

/// The measurements of all cases, kept in a table (case,seed,kind,lr,value) that grows run by run: what is in
/// it is not run again, so that the study can be interrupted.
class Measurements {
public:
    /// @throws std::runtime_error  naming a line that cannot be read
    explicit Measurements(std::filesystem::path table);

    /// Trains and sweeps what is missing of the case, on `threads` threads.
    void complete(const Case& one, int threads);

    /// Nothing measured: an empty value.
    const Measured& of(const Case& one, std::uint64_t seed);

private:
    void read();
    void append(const std::string& rows);

    std::filesystem::path table_;
    std::map<std::pair<std::string, std::uint64_t>, Measured> measured_;
};

} // namespace cyclo::regret
