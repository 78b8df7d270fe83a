// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/benchmarks/regret/Measurements.h"

#include "core/data/SubsetDataset.h"
#include "core/experiments/Runs.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace cyclo::regret {

namespace {

std::string row(const Case& one, std::uint64_t seed, const char* kind, double lr, double value) {
    char numbers[96];
    std::snprintf(numbers, sizeof numbers, ",%llu,%s,%.17g,%.17g\n", static_cast<unsigned long long>(seed),
                  kind, lr, value);
    return one.name + numbers;
}

ExperimentConfig configOf(const Case& one, std::uint64_t seed, int threads) {
    ExperimentConfig config = one.config;
    config.seed = seed;
    config.threads = threads;
    return config;
}

/// Held-out loss at the end of a 1cycle. A run that diverged, or ended worse than it knew nothing, counts as
/// one that gives every class the same probability.
double trainedLoss(ExperimentConfig config, double maxLr, const DataSource& data) {
    config.policy = SmithOneCycle{.maxLr = maxLr};
    const auto rows =
        rowsOf({config.policy, config.weightDecay}, config.epochs * stepsPerEpoch(config, data));
    TrainingObserver nobody;
    const auto record = runTraining(config, rows, data, nobody, StopToken{});
    const double uninformed = std::log(static_cast<double>(data.classCount()));
    if (record.summary.outcome != RunOutcome::Completed || !record.summary.last) return uninformed;
    const double loss = record.summary.last->validationLoss;
    return std::isfinite(loss) ? std::min(loss, uninformed) : uninformed;
}

LrCurve sweptCurve(const ExperimentConfig& config, const DataSource& data) {
    TrainingObserver nobody;
    LrCurve curve;
    for (const auto& point : runRangeTest(config, data, nobody, StopToken{}).points) {
        curve.learningRates.push_back(point.learningRate);
        curve.losses.push_back(point.loss);
    }
    return curve;
}

int placeOf(double maxLr) {
    const auto rates = trainedLrs();
    for (std::size_t i = 0; i < rates.size(); ++i)
        if (std::abs(rates[i] - maxLr) < 1e-9 * maxLr) return static_cast<int>(i);
    throw std::runtime_error("LR " + std::to_string(maxLr) +
                             " is not among those trained; start a new table");
}

} // namespace

Measurements::Measurements(std::filesystem::path table) : table_(std::move(table)) {
    read();
}

void Measurements::read() {
    std::ifstream file(table_);
    std::string line;
    for (std::size_t number = 1; std::getline(file, line); ++number) {
        // The name has commas of its own (mlp:H1,H2): the four fields are counted from the end.
        std::string fields[4];
        for (int i = 3; i >= 0; --i) {
            const auto comma = line.rfind(',');
            if (comma == std::string::npos)
                throw std::runtime_error(table_.string() + ": line " + std::to_string(number) +
                                         ": must be case,seed,kind,lr,value");
            fields[i] = line.substr(comma + 1);
            line.resize(comma);
        }
        auto& found = measured_[{line, std::stoull(fields[0])}];
        const double lr = std::stod(fields[2]), value = std::stod(fields[3]);
        if (fields[1] == "train") {
            found.loss[placeOf(lr)] = value;
        } else {
            found.sweep.learningRates.push_back(lr);
            found.sweep.losses.push_back(value);
        }
    }
}

void Measurements::append(const std::string& rows) {
    std::ofstream file(table_, std::ios::app);
    file << rows << std::flush;
    if (!file) throw std::runtime_error("cannot write " + table_.string());
}

void Measurements::complete(const Case& one, int threads) {
    DataSource data = openData(one.config.data);
    data.test = firstSamples(data.test, kTestSamples);
    const auto rates = trainedLrs();
    for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
        auto& found = measured_[{one.name, seed}];
        const auto config = configOf(one, seed, threads);
        if (found.sweep.losses.empty()) {
            found.sweep = sweptCurve(config, data);
            std::string rows;
            for (std::size_t i = 0; i < found.sweep.losses.size(); ++i)
                rows += row(one, seed, "sweep", found.sweep.learningRates[i], found.sweep.losses[i]);
            append(rows);
        }
        for (std::size_t i = 0; i < rates.size(); ++i) {
            if (found.loss.contains(static_cast<int>(i))) continue;
            const double loss = trainedLoss(config, rates[i], data);
            found.loss[static_cast<int>(i)] = loss;
            append(row(one, seed, "train", rates[i], loss));
        }
    }
}

const Measured& Measurements::of(const Case& one, std::uint64_t seed) {
    return measured_[{one.name, seed}];
}

} // namespace cyclo::regret
