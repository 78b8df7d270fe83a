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
    std::optional<PeerFinder> peer;          ///< nothing: our own rules
    std::optional<CurveSmoothing> smoothing; ///< nothing: the finder's own
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

CurveSmoothing readSmoothing(const std::string& text) {
    if (text == "none") return CurveSmoothing::None;
    if (text == "ema") return CurveSmoothing::Ema;
    if (text == "gaussian") return CurveSmoothing::ZeroPhase;
    throw UsageError("--smoothing must be none, ema or gaussian, got '" + text + "'");
}

/// The losses a peer's rules are given: smoothed as it was asked for, or raw, for the peer to smooth.
std::vector<double> lossesFor(const SuggestOptions& options, const LrCurve& curve) {
    if (!options.smoothing || *options.smoothing == CurveSmoothing::None) return curve.losses;
    return rangeCurve(curve.learningRates, curve.losses, *options.smoothing).smoothed;
}

void suggestAsPeer(const SuggestOptions& options, const LrCurve& curve) {
    const auto losses = lossesFor(options, curve);
    const auto said = peerSuggestions(*options.peer, {.learningRates = curve.learningRates,
                                                      .losses = losses,
                                                      .requestedSteps = curve.losses.size(),
                                                      .smoothed = options.smoothing.has_value(),
                                                      .logged = false,
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
    const auto suggestions = suggestLearningRates(curve.learningRates, curve.losses,
                                                  options.smoothing.value_or(CurveSmoothing::ZeroPhase));
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
    addText(
        *app, "--smoothing", "WORD",
        [options](const std::string& text) { options->smoothing = readSmoothing(text); },
        "none, ema (bias-corrected exponential mean, 0.98) or gaussian (zero-phase)",
        "gaussian; with --as, the finder's own");
    app->add_flag("--safe", options->safe,
                  "with --as: an answer inside the curve where that finder would fail or read outside it");
    options->output.addJson(*app, "--json", "write the suggestions as JSON");
    options->output.addQuiet(*app);
    return [options] { return suggest(*options); };
}

} // namespace cyclo::cli
