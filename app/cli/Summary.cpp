// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Summary.h"

#include "core/experiments/Runs.h"

#include <algorithm>

namespace cyclo::cli {

namespace {

void sayCandidate(const Report& report, const std::string& name,
                  const std::optional<LrCandidate>& candidate) {
    if (candidate) report.say("  " + name + numberText(candidate->learningRate) + "  " + candidate->why);
}

std::string intervalText(const std::optional<LrInterval>& interval) {
    if (!interval) return {};
    return " (the noise leaves " + numberText(interval->low) + " to " + numberText(interval->high) + ")";
}

std::string keptIn(const OutputOptions& output) {
    return output.files().empty() ? "" : "; kept in " + output.files();
}

} // namespace

void saySuggestions(const Report& report, const LrSuggestions& suggestions) {
    if (const auto& bounds = suggestions.recommended) {
        report.say("recommended learning rate: " + numberText(bounds->minLr) + " to " +
                   numberText(bounds->maxLr) + intervalText(bounds->interval));
        report.say("  " + bounds->why);
    } else {
        report.say("no recommendation: " + suggestions.note);
    }
    sayCandidate(report, "steepest      ", suggestions.steepest);
    sayCandidate(report, "valley        ", suggestions.valley);
    sayCandidate(report, "minimum / 10  ", suggestions.minimumTenth);
    sayCandidate(report, "slide         ", suggestions.slide);
}

void sayNotes(const Report& report, const std::vector<std::string>& notes) {
    for (const auto& note : notes)
        report.say("note: " + note);
}

void sayNotes(const Report& report, const DataSource& data) {
    constexpr std::size_t kMost = 8;
    const std::size_t said = std::min(data.notes.size(), kMost);
    sayNotes(report, std::vector(data.notes.begin(), data.notes.begin() + static_cast<std::ptrdiff_t>(said)));
    if (said < data.notes.size())
        report.say("note: and " + std::to_string(data.notes.size() - said) + " more; data info says all");
}

void sayPrice(const Report& report, const ExperimentConfig& config, const DataSource& data) {
    if (config.finder.loss != FinderLoss::Validation) return;
    report.warn("validation loss on " + countText(static_cast<double>(validationSamples(config, data))) +
                " samples after each of " + countText(static_cast<double>(config.finder.steps)) +
                " steps: about " + numberText(priceOfValidation(config, data)) + " times the training alone");
}

void sayPeerSuggestions(const Report& report, const PeerSuggestions& said) {
    const std::string name = toString(said.finder);
    for (const auto& answer : said.answers) {
        const bool byDefault = &answer == &said.answers.front();
        report.say(name + " " + answer.rule + (byDefault ? " (its own answer): " : ": ") +
                   (answer.learningRate ? numberText(*answer.learningRate) + "  " + answer.why
                                        : "none: " + answer.why));
        if (!answer.trap.empty()) report.say("  trap: " + answer.trap);
    }
    sayNotes(report, said.traps);
}

void sayEnd(const Report& report, const RunSummary& summary, const OutputOptions& output) {
    report.say(countText(summary.imagesPerSecond) + " images/s, " + numberText(summary.wallSeconds) + " s");
    if (!output.files().empty()) report.say("written to " + output.files());
}

std::optional<std::string> whatWentWrong(const RunSummary& summary, std::int64_t totalSteps, bool mayDiverge,
                                         const OutputOptions& output) {
    const std::string place =
        " at step " + std::to_string(summary.stepsDone) + " of " + std::to_string(totalSteps);
    const std::string message = summary.message.empty() ? "" : ": " + summary.message;
    switch (summary.outcome) {
    case RunOutcome::Completed:
        return std::nullopt;
    case RunOutcome::Stopped:
        return "stopped" + place + keptIn(output);
    case RunOutcome::Diverged:
        if (mayDiverge) return std::nullopt;
        return summary.message + keptIn(output); // which says where
    case RunOutcome::Failed:
        break;
    }
    return "failed" + place + message + keptIn(output);
}

} // namespace cyclo::cli
