// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/persistence/ImportedCurve.h"

#include "core/analysis/peers/PeerSmoothing.h"
#include "core/experiments/SeedTests.h"

#include <algorithm>

namespace cyclo {

namespace {

FindRecord testOf(const LrCurve& curve, const ExperimentConfig& config) {
    FindRecord test{.config = config, .summary = {}, .points = {}, .suggestions = {}};
    for (std::size_t i = 0; i < curve.losses.size(); ++i) {
        StepRecord point;
        point.step = static_cast<std::int64_t>(i);
        point.learningRate = curve.learningRates[i];
        point.loss = point.smoothedLoss = curve.losses[i];
        test.points.push_back(point);
    }
    test.summary.stepsDone = static_cast<std::int64_t>(test.points.size());
    test.suggestions = suggestLearningRates(curve.learningRates, curve.losses);
    return test;
}

ExperimentConfig sweepOf(const RecordedCurve& recorded) {
    ExperimentConfig config;
    const auto& rates = recorded.curve.learningRates;
    config.finder.lrMin = *std::ranges::min_element(rates);
    config.finder.lrMax = *std::ranges::max_element(rates);
    config.finder.steps = static_cast<std::int64_t>(std::max(rates.size(), recorded.requestedSteps));
    return config;
}

} // namespace

LrCurve rawCurveOf(const RecordedCurve& recorded) {
    if (!recorded.smoothedBy) return recorded.curve;
    return {recorded.curve.learningRates, rawLosses(*recorded.smoothedBy, recorded.curve.losses)};
}

FindRecord rangeTestOf(const RecordedCurve& recorded, const std::string& source) {
    ExperimentConfig config = sweepOf(recorded);
    FindRecord record;
    if (recorded.seeds.empty()) {
        record = testOf(rawCurveOf(recorded), config);
    } else {
        config.finder.seeds = static_cast<std::int64_t>(recorded.seeds.size());
        std::vector<FindRecord> tests;
        for (const LrCurve& seed : recorded.seeds) {
            tests.push_back(testOf(seed, config));
            tests.back().config.seed = tests.size();
        }
        record = pooledTests(config, std::move(tests), 0.0);
    }
    record.source = source;
    return record;
}

} // namespace cyclo
