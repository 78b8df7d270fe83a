// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/experiments/Runs.h"

#include <cstdint>
#include <span>
#include <vector>

namespace cyclo {

/// Watches range tests that go side by side. What a test does is told on its own thread: calls about one seed
/// come in order, calls about different seeds at the same time. An observer that throws ends the test as
/// Failed.
class SeedObserver {
public:
    virtual ~SeedObserver() = default;
    virtual void testStarted(std::uint64_t /*seed*/, const RunInfo&) {}
    virtual void testStepped(std::uint64_t /*seed*/, const StepRecord&) {}
    virtual void testEnded(std::uint64_t /*seed*/, const RunSummary&) {}
};

/// Runs the range tests of config.finder.seeds seeds, config.seed, config.seed + 1, ..., side by side as far
/// as config.threads go (RunQueue.h), and pools them. A seed's test has the bits of runRangeTest with the
/// threads it got. A single one is the test itself, on the calling thread, with all threads and nothing
/// pooled.
/// @param finished  tests that ended before a stop, of the same settings: they stand, nothing is told of them
/// @throws std::invalid_argument  for impossible settings, before anything starts; everything later is an
///                                outcome
FindRecord runSeedTests(const ExperimentConfig& config, const DataSource& data, SeedObserver& observer,
                        const StopToken& stop, const InitialWeights& initial = {},
                        const std::vector<FindRecord>& finished = {});

/// One record of several range tests that differ in the seed alone. Its points are the mean curve
/// (PooledCurve.h) of the tests that ended, as long as the shortest of them; where none has ended, of those
/// that were begun. The suggestions are those of the curves together, their interval holds what each says
/// alone. It ended as Failed or Stopped if a test did, as Diverged if the mean ends with a blow-up, and
/// stepsDone counts the updates of all tests.
/// @param config       of the first of them
/// @param tests        one per seed, by rising seed; one that was not begun has no points
/// @param wallSeconds  that all of them took together
FindRecord pooledTests(const ExperimentConfig& config, std::vector<FindRecord> tests, double wallSeconds);

/// The tests of a pooled record whose mean its points are.
std::vector<const FindRecord*> meanOf(std::span<const FindRecord> tests);

/// The points of the record that pools these tests, also while they run: one that has not ended is Stopped.
std::vector<StepRecord> meanPointsOf(std::span<const FindRecord> tests);

/// Smallest and largest smoothed loss of any test at a point of the mean.
struct LossBand {
    double low = 0.0; ///< both NaN where no test has a smoothed loss
    double high = 0.0;
};
/// One per point of a pooled record. Its tests have their smoothed losses.
std::vector<LossBand> bandOf(const FindRecord& pooled);

} // namespace cyclo
