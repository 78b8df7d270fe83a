// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiments/SeedTests.h"

#include "core/analysis/PooledCurve.h"
#include "core/experiments/RunQueue.h"
#include "core/network/NamedNetworks.h"
#include "core/schedules/Schedule.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>
#include <stdexcept>

namespace cyclo {

namespace {

/// One test's events, told with its seed.
class TestObserver : public TrainingObserver {
public:
    TestObserver(SeedObserver& observer, std::uint64_t seed) : observer_(observer), seed_(seed) {}

    void runStarted(const RunInfo& info) override { observer_.testStarted(seed_, info); }
    void stepEnded(const StepRecord& step) override { observer_.testStepped(seed_, step); }
    void runEnded(const RunSummary& summary) override { observer_.testEnded(seed_, summary); }

private:
    SeedObserver& observer_;
    std::uint64_t seed_;
};

bool hasEnded(const FindRecord& test) {
    return test.summary.outcome == RunOutcome::Completed || test.summary.outcome == RunOutcome::Diverged;
}

/// A test that was not begun, or threw before it was.
FindRecord unbegun(const ExperimentConfig& config, const std::string& error) {
    FindRecord record{.config = config, .summary = {}, .points = {}, .suggestions = {}};
    record.summary.outcome = error.empty() ? RunOutcome::Stopped : RunOutcome::Failed;
    record.summary.message = error.empty() ? "stopped before it was begun" : error;
    return record;
}

LrCurve trainingCurveOf(const FindRecord& test) {
    LrCurve curve = lrCurveOf(test.points);
    std::ranges::transform(test.points, curve.losses.begin(), &StepRecord::loss);
    return curve;
}

std::vector<StepRecord> meanPoints(const std::vector<const FindRecord*>& tests) {
    if (tests.empty()) return {};
    std::vector<LrCurve> trained, judged;
    bool validated = false;
    for (const FindRecord* test : tests) {
        trained.push_back(trainingCurveOf(*test));
        judged.push_back(lrCurveOf(test->points));
        validated = validated || hasValidationLosses(test->points);
    }
    const LrCurve mean = pooledCurve(trained), judgedMean = pooledCurve(judged);
    const auto length = static_cast<std::ptrdiff_t>(mean.losses.size());
    std::vector<StepRecord> points(tests.front()->points.begin(), tests.front()->points.begin() + length);
    for (std::size_t i = 0; i < points.size(); ++i) {
        points[i].loss = mean.losses[i];
        points[i].validationLoss.reset();
        if (validated && std::isfinite(judgedMean.losses[i])) points[i].validationLoss = judgedMean.losses[i];
        points[i].smoothedLoss = 0.0;
        for (const FindRecord* test : tests)
            points[i].smoothedLoss += test->points[i].smoothedLoss / static_cast<double>(tests.size());
    }
    return points;
}

LrSuggestions suggestionsOf(const std::vector<const FindRecord*>& tests) {
    if (tests.empty()) return suggestLearningRates(std::span<const double>{}, std::span<const double>{});
    std::vector<LrCurve> curves;
    for (const FindRecord* test : tests)
        curves.push_back(lrCurveOf(test->points));
    return suggestLearningRates(curves);
}

std::string named(const FindRecord& test) {
    return "seed " + std::to_string(test.config.seed) + ": " + test.summary.message;
}

RunSummary summaryOf(const FindRecord& pooled, double wallSeconds) {
    const auto& tests = pooled.seeds;
    const auto with = [&](RunOutcome outcome) {
        return std::ranges::find(tests, outcome, [](const auto& test) { return test.summary.outcome; });
    };
    RunSummary summary;
    for (const FindRecord& test : tests)
        summary.stepsDone += test.summary.stepsDone;
    const double samples = static_cast<double>(summary.stepsDone * pooled.config.batchSize);
    summary.imagesPerSecond = wallSeconds > 0 ? samples / wallSeconds : 0.0;
    summary.wallSeconds = wallSeconds;
    if (const auto failed = with(RunOutcome::Failed); failed != tests.end()) {
        summary.outcome = RunOutcome::Failed;
        summary.message = named(*failed);
    } else if (with(RunOutcome::Stopped) != tests.end()) {
        summary.outcome = RunOutcome::Stopped;
        summary.message = "stopped with " + std::to_string(std::ranges::count_if(tests, hasEnded)) + " of " +
                          std::to_string(tests.size()) + " range tests ended";
    } else {
        const auto& shortest =
            *std::ranges::min_element(tests, {}, [](const auto& test) { return test.points.size(); });
        if (shortest.summary.outcome == RunOutcome::Diverged) {
            summary.outcome = RunOutcome::Diverged;
            summary.message = named(shortest);
            summary.diagnosis = shortest.summary.diagnosis;
        }
    }
    return summary;
}

/// The test of one of the seeds.
ExperimentConfig configOf(const ExperimentConfig& config, std::size_t index) {
    ExperimentConfig one = config;
    one.seed += index;
    one.finder.seeds = 1;
    return one;
}

/// Refuses on the calling thread what every test would refuse.
void check(const ExperimentConfig& config, const DataSource& data) {
    const std::int64_t seeds = config.finder.seeds;
    if (seeds < 1) throw std::invalid_argument("seeds must be at least 1, got " + std::to_string(seeds));
    queueShape(1, config.threads);
    checkRangeTest(config, data);
    summarize(networkOf(config, outputCount(data)), data.sampleShape);
}

} // namespace

FindRecord runSeedTests(const ExperimentConfig& config, const DataSource& data, SeedObserver& observer,
                        const StopToken& stop, const InitialWeights& initial,
                        const std::vector<FindRecord>& finished) {
    check(config, data);
    const auto test = [&](std::size_t index, int threads) {
        ExperimentConfig one = configOf(config, index);
        const auto kept =
            std::ranges::find(finished, one.seed, [](const auto& before) { return before.config.seed; });
        if (kept != finished.end()) return *kept;
        one.threads = threads;
        TestObserver told(observer, one.seed);
        return runRangeTest(one, data, told, stop, initial);
    };
    const auto count = static_cast<std::size_t>(config.finder.seeds);
    if (count == 1) return test(0, config.threads);

    const auto start = std::chrono::steady_clock::now();
    const auto outcomes = runSideBySide<FindRecord>(count, queueShape(count, config.threads), test, stop);
    const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start;
    std::vector<FindRecord> tests;
    for (std::size_t i = 0; i < count; ++i)
        tests.push_back(outcomes[i].result ? *outcomes[i].result
                                           : unbegun(configOf(config, i), outcomes[i].error));
    return pooledTests(config, std::move(tests), taken.count());
}

FindRecord pooledTests(const ExperimentConfig& config, std::vector<FindRecord> tests, double wallSeconds) {
    FindRecord pooled{.config = config, .summary = {}, .points = {}, .suggestions = {}};
    pooled.seeds = std::move(tests);
    const auto mean = meanOf(pooled.seeds);
    pooled.points = meanPoints(mean);
    pooled.suggestions = suggestionsOf(mean);
    pooled.summary = summaryOf(pooled, wallSeconds);
    return pooled;
}

std::vector<const FindRecord*> meanOf(std::span<const FindRecord> tests) {
    std::vector<const FindRecord*> ended, begun;
    for (const FindRecord& test : tests) {
        if (test.points.empty()) continue;
        begun.push_back(&test);
        if (hasEnded(test)) ended.push_back(&test);
    }
    return ended.empty() ? begun : ended;
}

std::vector<StepRecord> meanPointsOf(std::span<const FindRecord> tests) {
    return meanPoints(meanOf(tests));
}

std::vector<LossBand> bandOf(const FindRecord& pooled) {
    constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
    std::vector<LossBand> band(pooled.points.size(), LossBand{.low = kNaN, .high = kNaN});
    for (const FindRecord* test : meanOf(pooled.seeds)) {
        for (std::size_t i = 0; i < band.size(); ++i) {
            const double loss = test->suggestions.smoothed[i];
            band[i].low = std::fmin(band[i].low, loss); // either one, where the other is no number
            band[i].high = std::fmax(band[i].high, loss);
        }
    }
    return band;
}

} // namespace cyclo
