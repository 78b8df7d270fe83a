// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Commands.h"
#include "app/cli/OutputOptions.h"
#include "app/cli/Summary.h"
#include "core/persistence/CurveCsv.h"
#include "core/persistence/PeerJson.h"
#include "core/persistence/RecordJson.h"

#include <memory>

namespace cyclo::cli {

namespace {

struct SuggestOptions {
    std::string curve;
    std::optional<PeerFinder> peer; ///< nothing: our own rules
    bool safe = false;
    OutputOptions output;
};

std::vector<std::string> finderNames() {
    std::vector<std::string> names{"cyclometer"};
    names.insert(names.end(), peerFinderNames().begin(), peerFinderNames().end());
    return names;
}

std::optional<PeerFinder> readFinder(const std::string& text) {
    const auto peer = peerFinderFromString(text);
    if (!peer && text != "cyclometer")
        throw UsageError("--as must be " + listOf(finderNames()) + ", got '" + text + "'");
    return peer;
}

void suggestAsPeer(const SuggestOptions& options, const LrCurve& curve) {
    const auto said = peerSuggestions(*options.peer, {.learningRates = curve.learningRates,
                                                      .losses = curve.losses,
                                                      .requestedSteps = curve.losses.size(),
                                                      .smoothed = false,
                                                      .safe = options.safe});
    options.output.writeJson(jsonText(peerSuggestionsToJson(said)));
    sayPeerSuggestions(options.output.report(), said);
}

int suggest(const SuggestOptions& options) {
    if (options.safe && !options.peer)
        throw UsageError("--safe belongs to --as " + listOf(peerFinderNames()) +
                         "; our own rules always are");
    options.output.check();
    const auto curve = readCurveCsv(options.curve);
    if (options.peer) {
        suggestAsPeer(options, curve);
        return kDone;
    }
    const auto suggestions = suggestLearningRates(curve.learningRates, curve.losses);
    options.output.writeJson(jsonText(suggestionsToJson(suggestions)));
    saySuggestions(options.output.report(), suggestions);
    return kDone;
}

} // namespace

Action addSuggestCommand(CLI::App& program) {
    auto* app = program.add_subcommand("suggest", "learning rates for a curve recorded by any program");
    auto options = std::make_shared<SuggestOptions>();
    app->add_option("CURVE", options->curve,
                    "table with columns lr and loss (raw, not smoothed), comma-separated")
        ->required()
        ->type_name("");
    addText(
        *app, "--as", "FINDER", [options](const std::string& text) { options->peer = readFinder(text); },
        "whose rules, smoothing and slips: " + listOf(finderNames()), "cyclometer");
    app->add_flag("--safe", options->safe,
                  "with --as: an answer inside the curve where that finder would fail or read outside it");
    options->output.addJson(*app, "--json", "write the suggestions as JSON");
    options->output.addQuiet(*app);
    return [options] { return suggest(*options); };
}

} // namespace cyclo::cli
