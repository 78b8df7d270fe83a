// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiments/DecayMap.h"

#include "core/analysis/RangeCurve.h"
#include "core/experiments/SeedTests.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace cyclo {

namespace {

/// Whether the mean ends because a test did, by a blow-up.
bool endsBlownUp(std::span<const FindRecord> tests) {
    const auto mean = meanOf(tests);
    const auto shortest =
        std::ranges::min_element(mean, {}, [](const auto* test) { return test->points.size(); });
    return shortest != mean.end() && (*shortest)->summary.outcome == RunOutcome::Diverged;
}

double worth(double loss) {
    return std::isfinite(loss) ? loss : std::numeric_limits<double>::max();
}

} // namespace

DecayRow decayRowOf(std::span<const SweepMemberRecord> tests) {
    std::vector<FindRecord> records;
    for (const SweepMemberRecord& test : tests) {
        FindRecord& record = records.emplace_back();
        record.config.seed = test.member.seed;
        record.summary.outcome = test.summary.outcome;
        record.points = test.points;
    }
    DecayRow row{.weightDecay = tests.front().member.value, .learningRates = {}, .losses = {}};
    if (meanOf(records).empty()) return row;
    const LrCurve mean = lrCurveOf(meanPointsOf(records));
    row.learningRates = mean.learningRates;
    row.losses = rangeCurve(mean.learningRates, mean.losses).smoothed;
    if (endsBlownUp(records)) row.losses.back() = std::numeric_limits<double>::quiet_NaN();
    return row;
}

LossScale lossScaleOf(std::span<const DecayRow> rows) {
    LossScale scale;
    bool any = false;
    for (const DecayRow& row : rows) {
        const auto lowest = std::ranges::min_element(row.losses, {}, worth);
        if (lowest == row.losses.end() || !std::isfinite(*lowest)) continue;
        const double highest = *std::max_element(row.losses.begin(), lowest + 1);
        scale.lowest = any ? std::min(scale.lowest, *lowest) : *lowest;
        scale.highest = any ? std::max(scale.highest, highest) : highest;
        any = true;
    }
    return scale;
}

} // namespace cyclo
