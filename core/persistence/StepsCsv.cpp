// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/persistence/StepsCsv.h"

#include "core/experiments/SeedTests.h"

#include <charconv>
#include <cmath>
#include <limits>

namespace cyclo {

namespace {

template <typename Number> void append(std::string& line, Number value) {
    char text[32];
    const auto end = std::to_chars(text, text + sizeof text, value).ptr;
    line.append(text, end);
}

void append(std::string& line, double value) {
    if (std::isnan(value))
        line += "nan"; // never "-nan"
    else
        append<double>(line, value);
}

template <typename First, typename... Rest> std::string row(First first, Rest... rest) {
    std::string line;
    append(line, first);
    ((line += ',', append(line, rest)), ...);
    return line + '\n';
}

std::string number(double value) {
    std::string text;
    append(text, value);
    return text;
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
    std::string text = "lr,loss,smoothed,step,momentum,weight_decay\n";
    for (std::size_t i = 0; i < points.size(); ++i) {
        const auto& point = points[i];
        const double smooth = i < smoothed.size() ? smoothed[i] : std::numeric_limits<double>::quiet_NaN();
        text += row(point.learningRate, point.loss, smooth, point.step, point.momentum, point.weightDecay);
    }
    return text;
}

std::string curveCsv(const FindRecord& record) {
    const auto& smoothed = record.suggestions.smoothed;
    if (record.seeds.empty()) return curveCsv(record.points, smoothed);
    const auto tests = meanOf(record.seeds);
    const auto band = bandOf(record);
    std::string text = "lr,loss,smoothed,step,momentum,weight_decay,low,high";
    const std::vector<StepRecord>* longest = &record.points;
    for (const FindRecord* test : tests) {
        text += ",loss_seed_" + std::to_string(test->config.seed);
        if (test->points.size() > longest->size()) longest = &test->points;
    }
    text += '\n';
    for (std::size_t i = 0; i < longest->size(); ++i) {
        const StepRecord& at = (*longest)[i];
        const bool pooled = i < record.points.size();
        std::vector<std::string> cells{number(at.learningRate)};
        cells.push_back(pooled ? number(record.points[i].loss) : "");
        cells.push_back(pooled ? number(smoothed[i]) : "");
        cells.insert(cells.end(),
                     {std::to_string(at.step), number(at.momentum), number(at.weightDecay)});
        cells.push_back(pooled ? number(band[i].low) : "");
        cells.push_back(pooled ? number(band[i].high) : "");
        for (const FindRecord* test : tests)
            cells.push_back(i < test->points.size() ? number(test->points[i].loss) : "");
        text += joined(cells);
    }
    return text;
}

} // namespace cyclo
