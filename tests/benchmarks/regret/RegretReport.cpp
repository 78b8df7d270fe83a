// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/benchmarks/regret/RegretReport.h"

#include "core/analysis/MaxLrRules.h"
#include "core/analysis/RangeCurve.h"
#include "core/analysis/peers/PeerFinder.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <functional>
#include <optional>

namespace cyclo::regret {

namespace {

/// Something that reads a largest LR (log10) off a range test.
struct Reader {
    std::string name;
    std::function<std::optional<double>(const LrCurve&)> read;
};

std::vector<Reader> allReaders() {
    std::vector<Reader> readers;
    for (const auto& rule : maxLrRules()) {
        readers.push_back({rule.name, [&rule](const LrCurve& sweep) -> std::optional<double> {
                               const auto curve = rangeCurve(sweep.learningRates, sweep.losses);
                               if (curve.usable < 2) return std::nullopt;
                               return rule({.places = std::span(curve.places).first(curve.usable),
                                            .losses = std::span(curve.smoothed).first(curve.usable),
                                            .startLoss = curve.startLoss,
                                            .noise = curve.noise});
                           }});
    }
    for (const auto& name : peerFinderNames()) {
        const auto finder = *peerFinderFromString(name);
        readers.push_back({name, [finder](const LrCurve& sweep) -> std::optional<double> {
                               const auto said =
                                   peerSuggestions(finder, {.learningRates = sweep.learningRates,
                                                            .losses = sweep.losses,
                                                            .requestedSteps = 100});
                               const auto lr = said.answers.front().learningRate;
                               return lr ? std::optional(std::log10(*lr)) : std::nullopt;
                           }});
    }
    return readers;
}

bool isComplete(const Case& one, Measurements& measurements) {
    for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
        const auto& measured = measurements.of(one, seed);
        if (measured.sweep.losses.empty() || measured.accuracy.size() < trainedLrs().size()) return false;
    }
    return true;
}

std::vector<double> meanAccuracies(const Case& one, Measurements& measurements) {
    std::vector<double> means(trainedLrs().size(), 0.0);
    for (std::uint64_t seed = 1; seed <= kSeeds; ++seed)
        for (const auto& [place, accuracy] : measurements.of(one, seed).accuracy)
            means[static_cast<std::size_t>(place)] += accuracy / static_cast<double>(kSeeds);
    return means;
}

/// @param place  log10 LR
double accuracyAt(double place, const std::vector<double>& accuracies) {
    const auto rates = trainedLrs();
    const double first = std::log10(rates.front()), gap = std::log10(rates[1] / rates[0]);
    const double at = std::clamp((place - first) / gap, 0.0, static_cast<double>(rates.size() - 1));
    const auto left = std::min(static_cast<std::size_t>(at), rates.size() - 2);
    return std::lerp(accuracies[left], accuracies[left + 1], at - static_cast<double>(left));
}

/// Percentage points, mean over the seeds' range tests. No answer costs everything.
double regretOf(const Reader& reader, const Case& one, Measurements& measurements) {
    const auto accuracies = meanAccuracies(one, measurements);
    const double best = *std::ranges::max_element(accuracies);
    double regret = 0;
    for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
        const auto place = reader.read(measurements.of(one, seed).sweep);
        regret += 100 * (best - (place ? accuracyAt(*place, accuracies) : 0.0)) / static_cast<double>(kSeeds);
    }
    return regret;
}

std::string format(const char* pattern, const std::string& text, double a, double b) {
    char line[128];
    std::snprintf(line, sizeof line, pattern, text.c_str(), a, b);
    return line;
}

/// " mean | worst |" over the cases of a group.
std::string cells(const Reader& reader, const std::string& group, const std::vector<Case>& cases,
                  Measurements& measurements) {
    double sum = 0, worst = 0;
    int count = 0;
    for (const Case& one : cases) {
        if (one.group != group) continue;
        const double regret = regretOf(reader, one, measurements);
        sum += regret;
        worst = std::max(worst, regret);
        ++count;
    }
    return count == 0 ? " - | - |" : format("%s %.1f | %.1f |", "", sum / count, worst);
}

std::string caseLine(const Case& one, Measurements& measurements) {
    const auto accuracies = meanAccuracies(one, measurements);
    const auto best = std::ranges::max_element(accuracies);
    const double lr = trainedLrs()[static_cast<std::size_t>(best - accuracies.begin())];
    return format("* %s: best max LR %.3g, accuracy %.3f\n", one.name, lr, *best);
}

} // namespace

std::string regretReport(const std::vector<Case>& cases, Measurements& measurements) {
    std::string text;
    std::vector<Case> complete;
    for (const Case& one : cases) {
        if (!isComplete(one, measurements)) {
            text += "* " + one.name + ": not measured yet, left out\n";
            continue;
        }
        text += caseLine(one, measurements);
        complete.push_back(one);
    }
    text += "\n| rule | fitted: mean | worst | held out: mean | worst |\n|---|---|---|---|---|\n";
    for (const Reader& reader : allReaders()) {
        text += "| " + reader.name + " |" + cells(reader, "fitted", complete, measurements) +
                cells(reader, "heldout", complete, measurements) + "\n";
    }
    return text;
}

} // namespace cyclo::regret
