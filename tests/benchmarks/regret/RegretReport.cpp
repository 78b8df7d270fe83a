// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/benchmarks/regret/RegretReport.h"

#include "core/analysis/LrSuggestions.h"
#include "core/analysis/MaxLrRules.h"
#include "core/analysis/RangeCurve.h"
#include "core/analysis/peers/PeerFinder.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <functional>
#include <iterator>
#include <numeric>
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
        if (measured.sweep.losses.empty() || measured.loss.size() < trainedLrs().size()) return false;
    }
    return true;
}

std::vector<double> meanLosses(const Case& one, Measurements& measurements) {
    std::vector<double> means(trainedLrs().size(), 0.0);
    for (std::uint64_t seed = 1; seed <= kSeeds; ++seed)
        for (const auto& [place, loss] : measurements.of(one, seed).loss)
            means[static_cast<std::size_t>(place)] += loss / static_cast<double>(kSeeds);
    return means;
}

/// @param place  log10 LR
double lossAt(double place, const std::vector<double>& losses) {
    const auto rates = trainedLrs();
    const double first = std::log10(rates.front()), gap = std::log10(rates[1] / rates[0]);
    const double at = std::clamp((place - first) / gap, 0.0, static_cast<double>(rates.size() - 1));
    const auto left = std::min(static_cast<std::size_t>(at), rates.size() - 2);
    return std::lerp(losses[left], losses[left + 1], at - static_cast<double>(left));
}

/// Nats, one per seed's range test. No answer costs as much as the worst of the grid.
std::vector<double> regretsOf(const Reader& reader, const Case& one, Measurements& measurements) {
    const auto losses = meanLosses(one, measurements);
    const auto [best, worst] = std::ranges::minmax(losses);
    std::vector<double> regrets;
    for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
        const auto place = reader.read(measurements.of(one, seed).sweep);
        regrets.push_back((place ? lossAt(*place, losses) : worst) - best);
    }
    return regrets;
}

/// " mean | spread | worst |" over the range tests of a group's cases.
std::string cells(const Reader& reader, const std::string& group, const std::vector<Case>& cases,
                  Measurements& measurements) {
    std::vector<double> regrets;
    for (const Case& one : cases)
        if (one.group == group)
            std::ranges::copy(regretsOf(reader, one, measurements), std::back_inserter(regrets));
    if (regrets.empty()) return " - | - | - |";
    const auto count = static_cast<double>(regrets.size());
    const double mean = std::accumulate(regrets.begin(), regrets.end(), 0.0) / count;
    double squares = 0;
    for (const double regret : regrets)
        squares += (regret - mean) * (regret - mean);
    char text[64];
    std::snprintf(text, sizeof text, " %.3f | %.3f | %.3f |", mean, std::sqrt(squares / count),
                  std::ranges::max(regrets));
    return text;
}

std::string caseLine(const Case& one, Measurements& measurements) {
    const auto losses = meanLosses(one, measurements);
    const auto best = std::ranges::min_element(losses);
    char text[64];
    std::snprintf(text, sizeof text, ": best max LR %.3g, loss %.3f\n",
                  trainedLrs()[static_cast<std::size_t>(best - losses.begin())], *best);
    return "* " + one.name + text;
}

/// How well the interval that comes with a recommendation foresees what the other seed's range test recommends.
std::string intervalLine(const std::vector<Case>& cases, Measurements& measurements) {
    int asked = 0, held = 0;
    double squares = 0, width = 0;
    for (const Case& one : cases) {
        std::vector<LrRecommendation> said;
        for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
            const auto& sweep = measurements.of(one, seed).sweep;
            if (const auto bounds = suggestLearningRates(sweep.learningRates, sweep.losses).recommended)
                said.push_back(*bounds);
        }
        for (const auto& mine : said) {
            for (const auto& other : said) {
                if (&mine == &other) continue;
                ++asked;
                held += mine.interval->low <= other.maxLr && other.maxLr <= mine.interval->high;
                squares += std::pow(std::log10(mine.maxLr / other.maxLr), 2);
                width += std::log10(mine.interval->high / mine.interval->low);
            }
        }
    }
    if (asked == 0) return {};
    char text[200];
    std::snprintf(text, sizeof text,
                  "\nThe recommendations of two seeds lie %.2f decades apart (root mean square). The interval of one, %.2f "
                  "decades wide, holds the other in %d of %d.\n",
                  std::sqrt(squares / asked), width / asked, held, asked);
    return text;
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
    text += "\n| rule | fitted: mean | spread | worst | held out: mean | spread | worst |\n"
            "|---|---|---|---|---|---|---|\n";
    for (const Reader& reader : allReaders()) {
        text += "| " + reader.name + " |" + cells(reader, "fitted", complete, measurements) +
                cells(reader, "heldout", complete, measurements) + "\n";
    }
    return text + intervalLine(complete, measurements);
}

} // namespace cyclo::regret
