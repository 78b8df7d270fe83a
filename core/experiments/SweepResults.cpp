// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiments/SweepResults.h"

#include "core/analysis/BatchScaling.h"
#include "core/analysis/SignificantDigits.h"
#include "core/experiments/Runs.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

namespace cyclo {

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr double kClosestDecays = 1.1;

double mean(const std::vector<double>& values) {
    double sum = 0.0;
    for (const double value : values)
        sum += value;
    return values.empty() ? kNaN : sum / static_cast<double>(values.size());
}

double geometricMean(std::vector<double> values) {
    for (double& value : values)
        value = std::log(value);
    return std::exp(mean(values));
}

double spread(const std::vector<double>& values) {
    if (values.size() < 2) return 0.0;
    const double middle = mean(values);
    double squares = 0.0;
    for (const double value : values)
        squares += (value - middle) * (value - middle);
    return std::sqrt(squares / static_cast<double>(values.size() - 1));
}

ValueScore scoreOf(double value, std::span<const SweepMemberRecord> finished) {
    ValueScore score{.value = value};
    std::vector<double> losses, accuracies, decays;
    for (const SweepMemberRecord& record : finished) {
        if (record.member.stage == SweepStage::LearningRate || record.member.value != value) continue;
        ++score.runs;
        decays.push_back(totalDecay(record));
        const auto& last = record.summary.last;
        if (record.summary.outcome != RunOutcome::Completed || !last ||
            !std::isfinite(last->validationLoss)) {
            ++score.diverged;
            continue;
        }
        losses.push_back(last->validationLoss);
        score.losses.push_back({record.member.seed, last->validationLoss});
        accuracies.push_back(last->validationAccuracy);
    }
    score.validationLoss = mean(losses);
    score.lossSpread = spread(losses);
    score.validationAccuracy = mean(accuracies);
    score.totalDecay = mean(decays);
    return score;
}

/// From 0.0316, three digits of a half decade, to 0.1 and not to 0.0999.
double halfDecadesFrom(double value, int count) {
    constexpr double kRounded = 0.02;
    double halves = 2.0 * std::log10(value);
    if (std::abs(halves - std::round(halves)) < kRounded) halves = std::round(halves);
    return roundedToDigits(std::pow(10.0, (halves + count) / 2.0));
}

bool endedWell(const ValueScore& score) {
    return score.diverged < score.runs;
}

bool isBetter(const ValueScore& one, const ValueScore& other) {
    if (one.diverged != other.diverged) return one.diverged < other.diverged;
    return one.validationLoss < other.validationLoss;
}

/// What one range test says.
struct JudgedTest {
    double lowest = kNaN;
    double fall = kNaN;
    double stableLr = kNaN;
    bool roseAgain = false;
    std::optional<double> maxLr = {};
    std::string note = {}; ///< why there is no maxLr
};

JudgedTest judge(const SweepMemberRecord& record) {
    const LrSuggestions suggestions = suggestionsOf(record);
    const auto& smoothed = suggestions.smoothed;
    const auto usable = std::ranges::find_if(smoothed, [](double loss) { return !std::isfinite(loss); });
    if (usable == smoothed.begin()) return {.note = suggestions.note};
    const auto lowest = std::min_element(smoothed.begin(), usable);
    constexpr double kRiseShare = 0.2;
    const double fall = smoothed.front() - *lowest;
    const double limit = *lowest + kRiseShare * fall;
    const auto left = std::find_if(lowest, usable, [limit](double loss) { return loss > limit; });
    const auto last =
        static_cast<std::size_t>(std::max(left - smoothed.begin() - 1, lowest - smoothed.begin()));
    JudgedTest judged{.lowest = *lowest,
                      .fall = fall,
                      .stableLr = record.points[last].learningRate,
                      .roseAgain =
                          left != smoothed.end(), // the curve of a loss that is no number ends before
                      .note = suggestions.note};
    if (suggestions.recommended) judged.maxLr = suggestions.recommended->maxLr;
    return judged;
}

BatchLaw::Measured measure(const SweepMemberRecord& record) {
    BatchLaw::Measured point{
        .batchSize = std::llround(record.member.value), .seed = record.member.seed, .maxLr = {}, .note = {}};
    const JudgedTest judged = judge(record);
    if (!judged.maxLr)
        point.note = judged.note;
    else if (!judged.roseAgain)
        point.note = "the loss has not risen again at the end of the range; take a larger lr-max";
    else
        point.maxLr = judged.maxLr;
    return point;
}

std::vector<BatchLaw::Row> rowsOf(const std::vector<BatchLaw::Measured>& measured) {
    std::map<std::int64_t, std::vector<double>> byBatch;
    for (const auto& point : measured) {
        auto& rates = byBatch[point.batchSize];
        if (point.maxLr) rates.push_back(*point.maxLr);
    }
    std::vector<BatchLaw::Row> rows;
    for (const auto& [batchSize, rates] : byBatch) {
        BatchLaw::Row row{.batchSize = batchSize};
        if (!rates.empty()) row.maxLr = geometricMean(rates);
        rows.push_back(row);
    }
    if (rows.empty() || !rows.front().maxLr) return rows;
    const BatchLaw::Row first = rows.front();
    for (auto& row : rows) {
        const auto predicted = [&](BatchRule rule) {
            return learningRateForBatch(rule, *first.maxLr, first.batchSize, row.batchSize);
        };
        row.squareRoot = predicted(BatchRule::SquareRoot);
        row.linear = predicted(BatchRule::Linear);
        row.none = predicted(BatchRule::None);
    }
    return rows;
}

DecayCurve curveOf(double weightDecay, const std::vector<const SweepMemberRecord*>& records) {
    std::vector<double> lowest, fall, stable, rates, decays;
    std::vector<SeedLoss> losses;
    for (const auto* record : records) {
        const JudgedTest judged = judge(*record);
        lowest.push_back(judged.lowest);
        fall.push_back(judged.fall);
        stable.push_back(judged.stableLr);
        decays.push_back(totalDecay(*record));
        if (judged.maxLr) rates.push_back(*judged.maxLr);
        if (std::isfinite(judged.lowest)) losses.push_back({record->member.seed, judged.lowest});
    }
    DecayCurve curve{.weightDecay = weightDecay,
                     .runs = static_cast<std::int64_t>(records.size()),
                     .lowestLoss = mean(lowest),
                     .lossSpread = spread(lowest),
                     .losses = std::move(losses),
                     .fall = mean(fall),
                     .stableLr = geometricMean(stable),
                     .maxLr = {},
                     .totalDecay = mean(decays)};
    if (rates.size() == records.size()) curve.maxLr = geometricMean(rates);
    return curve;
}

void markLow(std::vector<DecayCurve>& curves) {
    constexpr double kLowShare = 0.05;
    const DecayCurve* lowest = nullptr;
    for (const auto& curve : curves) {
        if (std::isfinite(curve.lowestLoss) && (!lowest || curve.lowestLoss < lowest->lowestLoss))
            lowest = &curve;
    }
    if (!lowest) return;
    const double limit = lowest->lowestLoss + kLowShare * lowest->fall;
    for (auto& curve : curves)
        curve.low = curve.lowestLoss <= limit;
}

} // namespace

LrSuggestions suggestionsOf(const SweepMemberRecord& rangeTest) {
    const LrCurve curve = lrCurveOf(rangeTest.points);
    return suggestLearningRates(curve.learningRates, curve.losses);
}

LrSuggestions suggestionsOf(const std::vector<const SweepMemberRecord*>& rangeTests) {
    if (rangeTests.empty()) return {};
    std::vector<LrCurve> curves;
    for (const SweepMemberRecord* test : rangeTests)
        curves.push_back(lrCurveOf(test->points));
    return suggestLearningRates(curves);
}

std::vector<const SweepMemberRecord*> learningRateTests(std::span<const SweepMemberRecord> finished) {
    std::vector<const SweepMemberRecord*> tests;
    for (const SweepMemberRecord& record : finished) {
        if (record.member.stage == SweepStage::LearningRate) tests.push_back(&record);
    }
    return tests;
}

std::vector<ValueScore> scoresOf(std::span<const double> values,
                                 std::span<const SweepMemberRecord> finished) {
    std::vector<ValueScore> scores;
    for (const double value : values) {
        if (const ValueScore score = scoreOf(value, finished); score.runs > 0) scores.push_back(score);
    }
    return scores;
}

std::vector<ValueScore> scoresOf(const SweepConfig& config, std::span<const SweepMemberRecord> finished) {
    std::vector<double> values = config.values;
    for (const SweepMemberRecord& record : finished) {
        if (record.member.stage == SweepStage::Bisection) values.push_back(record.member.value);
    }
    std::ranges::sort(values);
    values.erase(std::ranges::unique(values).begin(), values.end());
    return scoresOf(values, finished);
}

std::optional<ValueScore> bestOf(std::span<const ValueScore> scores) {
    const auto best = std::ranges::min_element(scores, isBetter);
    if (best == scores.end() || !endedWell(*best)) return std::nullopt;
    return *best;
}

std::optional<double> nextDecay(const std::vector<ValueScore>& scores) {
    auto ranked = scores;
    std::ranges::stable_sort(ranked, isBetter);
    if (ranked.empty() || !endedWell(ranked.front())) return std::nullopt;
    const double best = ranked.front().value;
    const double largest = std::ranges::max(scores, {}, &ValueScore::value).value;
    if (best == largest) return best > 0.0 ? std::optional(halfDecadesFrom(best, 1)) : std::nullopt;
    const double second = ranked[1].value;
    if (best > 0.0 && second > 0.0) {
        const auto [low, high] = std::minmax(best, second);
        return high / low > kClosestDecays ? std::optional(roundedToDigits(std::sqrt(low * high)))
                                           : std::nullopt;
    }
    double smallest = largest; // above 0, as it is not the best
    for (const auto& score : scores) {
        if (score.value > 0.0) smallest = std::min(smallest, score.value);
    }
    return halfDecadesFrom(smallest, -1);
}

BatchLaw batchLawOf(std::span<const SweepMemberRecord> finished) {
    BatchLaw law;
    std::vector<double> batches, rates;
    for (const SweepMemberRecord& record : finished) {
        law.measured.push_back(measure(record));
        if (const auto& maxLr = law.measured.back().maxLr) {
            batches.push_back(record.member.value);
            rates.push_back(*maxLr);
        }
    }
    law.rows = rowsOf(law.measured);
    law.law = fitPowerLaw(batches, rates);
    return law;
}

std::vector<DecayCurve> decayCurvesOf(std::span<const SweepMemberRecord> finished) {
    std::map<double, std::vector<const SweepMemberRecord*>> byDecay;
    for (const SweepMemberRecord& record : finished)
        byDecay[record.member.value].push_back(&record);
    std::vector<DecayCurve> curves;
    for (const auto& [decay, records] : byDecay)
        curves.push_back(curveOf(decay, records));
    markLow(curves);
    return curves;
}

std::optional<DecayCurve> bestOf(std::span<const DecayCurve> curves) {
    constexpr double kTenthDecade = 1.2589254117941673;
    double highest = 0.0;
    for (const auto& curve : curves) {
        if (curve.low && curve.maxLr) highest = std::max(highest, curve.stableLr);
    }
    std::optional<DecayCurve> best;
    for (const auto& curve : curves) {
        if (curve.low && curve.maxLr && curve.stableLr * kTenthDecade >= highest) best = curve;
    }
    return best;
}

} // namespace cyclo
