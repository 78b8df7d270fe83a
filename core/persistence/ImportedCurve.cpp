// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/persistence/ImportedCurve.h"

#include "core/analysis/peers/PeerSmoothing.h"
#include "core/experiments/SeedTests.h"

#include <algorithm>
#include <cmath>

namespace cyclo {

namespace {

/// Judged anew.
FindRecord testOf(const std::vector<StepRecord>& points, const ExperimentConfig& config) {
    FindRecord test{.config = config, .summary = {}, .points = points, .suggestions = {}};
    test.summary.stepsDone = static_cast<std::int64_t>(points.size());
    const LrCurve curve = lrCurveOf(points);
    test.suggestions = suggestLearningRates(curve.learningRates, curve.losses);
    return test;
}

/// A curve that would empty the picture is none. @throws FileError  naming the file
void requireDrawable(const LrCurve& curve, const std::string& source) {
    std::size_t points = 0;
    for (std::size_t i = 0; i < curve.losses.size(); ++i)
        if (curve.learningRates[i] > 0.0 && std::isfinite(curve.losses[i])) ++points;
    if (points < 2)
        throw FileError(source + ": it has " + std::to_string(points) +
                        " points with a learning rate above 0 and a loss; a curve takes two or more");
}

std::vector<StepRecord> pointsOf(const LrCurve& curve) {
    std::vector<StepRecord> points;
    for (std::size_t i = 0; i < curve.losses.size(); ++i) {
        StepRecord point;
        point.step = static_cast<std::int64_t>(i);
        point.learningRate = curve.learningRates[i];
        point.loss = point.smoothedLoss = curve.losses[i];
        points.push_back(point);
    }
    return points;
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
    return {recorded.curve.learningRates,
            rawLosses(*recorded.smoothedBy, recorded.curve.losses, recorded.smoothF)};
}

FindRecord rangeTestOf(const RecordedCurve& recorded, const std::string& source) {
    requireDrawable(recorded.curve, source);
    ExperimentConfig config = sweepOf(recorded);
    FindRecord record;
    if (recorded.seeds.empty()) {
        record = testOf(pointsOf(rawCurveOf(recorded)), config);
    } else {
        config.finder.seeds = static_cast<std::int64_t>(recorded.seeds.size());
        std::vector<FindRecord> tests;
        for (const LrCurve& seed : recorded.seeds) {
            tests.push_back(testOf(pointsOf(seed), config));
            tests.back().config.seed = tests.size();
        }
        record = pooledTests(config, std::move(tests), 0.0);
    }
    record.source = source;
    return record;
}

FindRecord rangeTestOf(const CurveDocument& document, const std::string& source) {
    RecordedCurve recorded{
        .curve = lrCurveOf(document.points), .format = CurveFormat::Curve, .smoothedBy = {}};
    requireDrawable(recorded.curve, source);
    ExperimentConfig config = sweepOf(recorded);
    config.momentum = document.points.front().momentum;
    if (hasValidationLosses(document.points)) config.finder.loss = FinderLoss::Validation;
    FindRecord record;
    if (document.seeds.empty()) {
        record = testOf(document.points, config);
        record.curvature = document.curvature;
    } else {
        config.finder.seeds = static_cast<std::int64_t>(document.seeds.size());
        std::vector<FindRecord> tests;
        for (const FindRecord& seed : document.seeds) {
            tests.push_back(testOf(seed.points, config));
            tests.back().config.seed = seed.config.seed;
            tests.back().summary.outcome = seed.summary.outcome;
            tests.back().curvature = seed.curvature;
        }
        record = pooledTests(config, std::move(tests), 0.0);
    }
    record.summary.outcome =
        document.outcome == toString(RunOutcome::Diverged) ? RunOutcome::Diverged : RunOutcome::Completed;
    record.source = source;
    return record;
}

} // namespace cyclo
