// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/persistence/StepsCsv.h"

#include "core/experiments/SeedTests.h"
#include "core/schedules/NumberText.h"

#include <limits>

namespace cyclo {

namespace {

template <typename... Numbers> std::string row(std::int64_t step, Numbers... values) {
    std::string line = std::to_string(step);
    ((line += ',' + exactText(values)), ...);
    return line + '\n';
}

constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();
constexpr const char* kCurveColumns = "lr,loss,smoothed,step,momentum,weight_decay";

/// As kCurveColumns says.
std::vector<std::string> curveCells(const StepRecord& point, double smoothed) {
    return {exactText(point.learningRate), exactText(point.loss),     exactText(smoothed),
            std::to_string(point.step),    exactText(point.momentum), exactText(point.weightDecay)};
}

double lossOf(const StepRecord& point, bool validated) {
    return validated ? point.validationLoss.value_or(kMissing) : point.loss;
}

std::string joined(const std::vector<std::string>& cells) {
    std::string line;
    for (const std::string& cell : cells)
        line += (line.empty() ? "" : ",") + cell;
    return line + '\n';
}

} // namespace

std::string stepsCsvHeader() {
    return "step,lr,momentum,weight_decay,loss\n";
}

std::string stepsCsvRow(const StepRecord& step) {
    return row(step.step, step.learningRate, step.momentum, step.weightDecay, step.loss);
}

std::string stepsCsv(std::span<const StepRecord> steps) {
    std::string text = stepsCsvHeader();
    for (const auto& step : steps)
        text += stepsCsvRow(step);
    return text;
}

std::string scheduleCsv(const ScheduleRows& rows) {
    std::string text = "step,lr,momentum,weight_decay\n";
    for (std::int64_t step = 0; step < rows.size(); ++step) {
        const auto at = rows.at(step);
        text += row(step, at.learningRate, at.momentum, at.weightDecay);
    }
    return text;
}

std::string curveCsv(std::span<const StepRecord> points, std::span<const double> smoothed) {
    const bool validated = hasValidationLosses(points);
    std::string text = std::string(kCurveColumns) + (validated ? ",val_loss" : "") + '\n';
    for (std::size_t i = 0; i < points.size(); ++i) {
        auto cells = curveCells(points[i], i < smoothed.size() ? smoothed[i] : kMissing);
        if (validated) cells.push_back(exactText(points[i].validationLoss.value_or(kMissing)));
        text += joined(cells);
    }
    return text;
}

std::string curveCsv(const FindRecord& record) {
    const auto& smoothed = record.suggestions.smoothed;
    if (record.seeds.empty()) return curveCsv(record.points, smoothed);
    const auto tests = meanOf(record.seeds);
    const auto band = bandOf(record);
    const bool validated = hasValidationLosses(record.points);
    std::string text = std::string(kCurveColumns) + (validated ? ",val_loss" : "") + ",low,high";
    const std::vector<StepRecord>* longest = &record.points;
    for (const FindRecord* test : tests) {
        text += (validated ? ",val_loss_seed_" : ",loss_seed_") + std::to_string(test->config.seed);
        if (test->points.size() > longest->size()) longest = &test->points;
    }
    text += '\n';
    for (std::size_t i = 0; i < longest->size(); ++i) {
        const bool pooled = i < record.points.size();
        auto cells = curveCells(pooled ? record.points[i] : (*longest)[i], pooled ? smoothed[i] : kMissing);
        if (!pooled) cells[1] = cells[2] = "";
        if (validated)
            cells.push_back(pooled ? exactText(record.points[i].validationLoss.value_or(kMissing)) : "");
        cells.push_back(pooled ? exactText(band[i].low) : "");
        cells.push_back(pooled ? exactText(band[i].high) : "");
        for (const FindRecord* test : tests)
            cells.push_back(i < test->points.size() ? exactText(lossOf(test->points[i], validated)) : "");
        text += joined(cells);
    }
    return text;
}

} // namespace cyclo
