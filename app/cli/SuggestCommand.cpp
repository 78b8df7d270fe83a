// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Commands.h"
#include "app/cli/OutputOptions.h"
#include "app/cli/Summary.h"
#include "core/persistence/ImportedCurve.h"
#include "core/persistence/PeerJson.h"
#include "core/persistence/RecordJson.h"

#include <memory>

namespace cyclo::cli {

namespace {

struct SuggestOptions {
    std::vector<std::string> files;
    std::optional<CurveFormat> format;       ///< nothing: told from the contents
    std::optional<PeerFinder> peer;          ///< nothing: our own rules
    std::optional<CurveSmoothing> smoothing; ///< nothing: the finder's own
    std::optional<double> smoothF;
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

CurveFormat readFormat(const std::string& text) {
    const auto format = curveFormatFromString(text);
    if (!format) throw UsageError("--format must be " + listOf(curveFormatNames()) + ", got '" + text + "'");
    return *format;
}

/// As the command asks for it: as recorded for --smoothing none, else raw.
LrCurve givenCurve(const SuggestOptions& options, const RecordedCurve& recorded) {
    return options.smoothing == CurveSmoothing::None ? recorded.curve : rawCurveOf(recorded);
}

/// The losses a peer's rules are given, and whether it should still smooth them.
struct PeerLosses {
    std::vector<double> losses;
    bool smoothed = false;
};

PeerLosses lossesFor(const SuggestOptions& options, const RecordedCurve& recorded) {
    if (!options.smoothing && recorded.smoothedBy == options.peer) return {recorded.curve.losses, true};
    const LrCurve curve = givenCurve(options, recorded);
    if (!options.smoothing) return {curve.losses, false};
    return {options.smoothing == CurveSmoothing::None
                ? curve.losses
                : rangeCurve(curve.learningRates, curve.losses, *options.smoothing).smoothed,
            true};
}

void suggestAsPeer(const SuggestOptions& options, const std::vector<RecordedCurve>& curves) {
    if (curves.size() > 1) {
        throw UsageError("--as " + toString(*options.peer) + " judges one curve, got " +
                         std::to_string(curves.size()));
    }
    const auto& recorded = curves.front();
    const auto [losses, smoothed] = lossesFor(options, recorded);
    const auto said = peerSuggestions(*options.peer, {.learningRates = recorded.curve.learningRates,
                                                      .losses = losses,
                                                      .requestedSteps = recorded.requestedSteps,
                                                      .smoothed = smoothed,
                                                      .logged = recorded.format == CurveFormat::Ignite,
                                                      .safe = options.safe});
    options.output.writeJson(jsonText(peerSuggestionsToJson(said)));
    sayPeerSuggestions(options.output.report(), said);
}

void suggestOurselves(const SuggestOptions& options, const std::vector<RecordedCurve>& recorded) {
    std::vector<LrCurve> curves;
    for (const auto& each : recorded) {
        if (each.seeds.empty())
            curves.push_back(givenCurve(options, each));
        else
            curves.insert(curves.end(), each.seeds.begin(), each.seeds.end());
    }
    const auto suggestions =
        suggestLearningRates(curves, options.smoothing.value_or(CurveSmoothing::ZeroPhase));
    options.output.writeJson(jsonText(suggestionsToJson(suggestions)));
    const Report report = options.output.report();
    if (!recorded.front().note.empty()) report.say("note: " + recorded.front().note);
    if (const auto by = recorded.front().smoothedBy; by && options.smoothing != CurveSmoothing::None)
        report.say("the file has running means of " + toString(*by) +
                   "; judged are the losses they were made of");
    saySuggestions(report, suggestions);
}

void setSmoothF(std::vector<RecordedCurve>& curves, double smoothF) {
    if (!(smoothF >= 0.0 && smoothF <= 1.0))
        throw UsageError("--smooth-f must be in [0, 1], got " + exactText(smoothF));
    for (RecordedCurve& curve : curves) {
        const bool itsOwn = curve.format == CurveFormat::TorchLrFinder || curve.format == CurveFormat::Ignite;
        if (!itsOwn) throw UsageError("--smooth-f is of files of torch-lr-finder and ignite");
        curve.smoothedBy =
            curve.format == CurveFormat::Ignite ? PeerFinder::Ignite : PeerFinder::TorchLrFinder;
        if (smoothF == 0.0) curve.smoothedBy.reset();
        curve.smoothF = smoothF;
        curve.note.clear();
    }
}

int suggest(const SuggestOptions& options) {
    if (options.safe && !options.peer)
        throw UsageError("--safe belongs to --as " + listOf(peerFinderNames()) +
                         "; our own rules always are");
    options.output.check();
    auto curves = readCurves({options.files.begin(), options.files.end()}, options.format);
    if (options.smoothF) setSmoothF(curves, *options.smoothF);
    if (options.peer)
        suggestAsPeer(options, curves);
    else
        suggestOurselves(options, curves);
    return kDone;
}

} // namespace

Action addSuggestCommand(CLI::App& program) {
    auto* app = program.add_subcommand("suggest", "learning rates for a curve recorded by any program");
    auto options = std::make_shared<SuggestOptions>();
    app->add_option("CURVE", options->files,
                    "recorded curve: a table with columns lr and loss, curve.json of find, or what --format "
                    "lists; several of the same learning rates, seeds say, are pooled")
        ->required()
        ->type_name("");
    addText(
        *app, "--format", "WORD", [options](const std::string& text) { options->format = readFormat(text); },
        "of the files: " + listOf(curveFormatNames()) + "; two .npy files are learning rates, then losses",
        "told from the contents");
    addText(
        *app, "--as", "FINDER", [options](const std::string& text) { options->peer = readFinder(text); },
        "whose rules, smoothing and slips: " + listOf(finderNames()), "cyclometer");
    addText(
        *app, "--smoothing", "WORD",
        [options](const std::string& text) { options->smoothing = readSmoothing(text); },
        "none, ema (bias-corrected exponential mean, 0.98) or gaussian (zero-phase)",
        "gaussian; with --as, the finder's own");
    addNumber(*app, "--smooth-f", options->smoothF,
              "files of torch-lr-finder and ignite: their argument smooth_f, 0 for raw losses",
              "0.05, or raw where the losses look it");
    app->add_flag("--safe", options->safe,
                  "with --as: an answer inside the curve where that finder would fail or read outside it");
    options->output.addJson(*app, "--json", "write the suggestions as JSON");
    options->output.addQuiet(*app);
    return [options] { return suggest(*options); };
}

} // namespace cyclo::cli
