// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/persistence/TuneRuns.h"

#include "core/persistence/AtomicFile.h"
#include "core/persistence/PolicyJson.h"
#include "core/persistence/RunBody.h"
#include "core/persistence/Safetensors.h"
#include "core/persistence/TuneJson.h"

#include <string>
#include <utility>

namespace cyclo {

namespace {

constexpr std::uint64_t kLongestRunsFile = 4'000'000'000;
constexpr const char* kTuneRunsFormat = "cyclometer.tune-runs";
constexpr const char* kRunsFile = "final-runs.json";

Json tuneRunToJson(const TuneRun& run) {
    Json json{
        {"name", run.name}, {"policy", policyToJson(run.config.policy)}, {"wd", run.config.weightDecay}};
    addRunBody(json, run.summary, run.steps, run.epochs);
    return json;
}

TuneRun tuneRunFromJson(const JsonValue& json, const TuneConfig& config) {
    RunBody body = runBodyFromJson(json);
    TuneRun run{.name = json.at("name").text(),
                .config = config.base,
                .summary = std::move(body.summary),
                .steps = std::move(body.points),
                .epochs = std::move(body.epochs)};
    const JsonValue policy = json.at("policy");
    const auto known = policyFromJson(policy);
    if (!known) policy.refuse("is not known: " + policy.json().dump());
    run.config.policy = *known;
    run.config.weightDecay = json.at("wd").number();
    return run;
}

const char* weightsFile(const TuneRun& run) {
    return run.name == kHeldRun ? "weights-held.safetensors" : "weights-cycled.safetensors";
}

/// @return false for a run whose weights are not there
bool addWeights(TuneRun& run, const std::filesystem::path& folder) {
    if (!isTuned(run)) return true;
    if (!std::filesystem::exists(folder / weightsFile(run))) return false;
    run.weights = loadSafetensors(folder / weightsFile(run));
    return true;
}

std::vector<TuneRun> runsFromJson(const Json& json, const TuneConfig& config) {
    const JsonValue file(json);
    requireFormat(file, kTuneRunsFormat);
    if (file.at("settings").json() != parseJson(jsonText(tuneSettingsToJson(config)))) return {};
    const JsonValue list = file.at("runs");
    std::vector<TuneRun> runs;
    for (std::size_t i = 0; i < list.array().size(); ++i)
        runs.push_back(tuneRunFromJson(list.item(i), config));
    return runs;
}

} // namespace

void saveTuneRuns(const std::filesystem::path& folder, const TuneConfig& config,
                  const std::vector<TuneRun>& runs) {
    Json json{{"format", kTuneRunsFormat}, {"version", 1}, {"settings", tuneSettingsToJson(config)}};
    json["runs"] = Json::array();
    for (const TuneRun& run : runs) {
        if (!run.weights.empty()) saveSafetensors(folder / weightsFile(run), run.weights);
        json["runs"].push_back(tuneRunToJson(run));
    }
    writeFileAtomically(folder / kRunsFile, jsonText(json));
}

std::vector<TuneRun> loadTuneRuns(const std::filesystem::path& folder, const TuneConfig& config) {
    const auto path = folder / kRunsFile;
    if (!std::filesystem::exists(path)) return {};
    const std::string text = readWholeFile(path, kLongestRunsFile);
    std::vector<TuneRun> runs;
    try {
        runs = runsFromJson(parseJson(text), config);
    } catch (const FileError& error) {
        throw FileError(path.string() + ": " + error.what());
    }
    std::erase_if(runs, [&](TuneRun& run) { return !addWeights(run, folder); });
    return runs;
}

} // namespace cyclo
