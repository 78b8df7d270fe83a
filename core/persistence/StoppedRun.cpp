// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/persistence/StoppedRun.h"

#include "core/network/Precision.h"
#include "core/persistence/AtomicFile.h"
#include "core/persistence/RecordJson.h"
#include "core/persistence/RunBody.h"
#include "core/persistence/Safetensors.h"
#include "core/persistence/ScheduleDocument.h"

#include <array>
#include <string>
#include <utility>

namespace cyclo {

namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kLongestTrainingFile = 4'000'000'000;
constexpr const char* kTrainingFormat = "cyclometer.training";
constexpr const char* kTrainingFile = "training.json";
constexpr const char* kStatePrefix = "training-";

std::string stateName(std::int64_t step) {
    return kStatePrefix + std::to_string(step) + ".safetensors";
}

/// All that decides whether a run can go on.
Json identityToJson(const ExperimentConfig& config, const ScheduleRows& rows) {
    Json json = trainSettingsToJson(config);
    json["rows_sha256"] = rowsSha256(rows);
    json["arithmetic"] = arithmeticName();
    return parseJson(jsonText(json)); // as it is read back
}

/// The flat values of a snapshot under their names; those that an optimizer has not are left out.
template <typename Snapshot> auto flatValues(Snapshot& snapshot) {
    return std::array{std::pair("weights", &snapshot.network.weights),
                      std::pair("statistics", &snapshot.network.statistics),
                      std::pair("velocity", &snapshot.optimizer.velocity),
                      std::pair("second_moment", &snapshot.optimizer.secondMoment)};
}

std::vector<NamedTensor> tensorsOf(const TrainingSnapshot& snapshot) {
    std::vector<NamedTensor> tensors;
    for (const auto& [name, values] : flatValues(snapshot))
        if (!values->empty())
            tensors.push_back({name, {{static_cast<std::int64_t>(values->size())}, *values}});
    return tensors;
}

Json snapshotToJson(const TrainingSnapshot& snapshot) {
    const LossMeter::Sums& sums = snapshot.epochMeter.sums();
    return {{"step", snapshot.step},
            {"epoch", snapshot.epoch},
            {"training_passes", snapshot.network.trainingPasses},
            {"optimizer_steps", snapshot.optimizer.steps},
            {"smoothed",
             {snapshot.smoothedLoss.beta(), snapshot.smoothedLoss.mean(), snapshot.smoothedLoss.weight()}},
            {"epoch_loss_sum", sums.loss},
            {"epoch_correct", sums.correct},
            {"epoch_samples", sums.samples},
            {"wall_s", snapshot.wallSeconds},
            {"state", stateName(snapshot.step)}};
}

TrainingSnapshot snapshotFromJson(const JsonValue& json, const fs::path& folder) {
    TrainingSnapshot snapshot;
    snapshot.step = json.at("step").integer();
    snapshot.epoch = json.at("epoch").integer();
    snapshot.network.trainingPasses = json.at("training_passes").count();
    snapshot.optimizer.steps = json.at("optimizer_steps").integer();
    const auto smoothed = json.at("smoothed").numbers();
    if (smoothed.size() != 3) json.at("smoothed").refuse("must be three numbers");
    snapshot.smoothedLoss = RunningMean(smoothed[0], smoothed[1], smoothed[2]);
    snapshot.epochMeter = LossMeter({.loss = json.at("epoch_loss_sum").number(),
                                     .correct = json.at("epoch_correct").integer(),
                                     .samples = json.at("epoch_samples").integer()});
    snapshot.wallSeconds = json.at("wall_s").number();
    if (json.at("state").text() != stateName(snapshot.step))
        json.at("state").refuse("must be \"" + stateName(snapshot.step) + "\"");
    for (NamedTensor& tensor : loadSafetensors(folder / stateName(snapshot.step)))
        for (const auto& [name, values] : flatValues(snapshot))
            if (tensor.name == name) *values = std::move(tensor.tensor.values);
    return snapshot;
}

/// The first setting that one of the two has otherwise.
void requireSame(const JsonValue& was, const Json& now) {
    for (const auto& [key, value] : now.items())
        if (!was.json().contains(key) || was.json()[key] != value)
            was.refuse("have \"" + key + "\" " +
                       (was.json().contains(key) ? was.json()[key].dump() : "left out") + ", this run has " +
                       value.dump() + "; go on with the same, or name another folder");
    if (was.object().size() != now.size())
        was.refuse("are of another policy; go on with the same, or name another folder");
}

Trunk trunkFromJson(const Json& document, const fs::path& folder, const ExperimentConfig& config,
                    const ScheduleRows& rows) {
    const JsonValue json(document);
    requireFormat(json, kTrainingFormat);
    requireSame(json.at("settings"), identityToJson(config, rows));
    RunBody body = runBodyFromJson(json);
    TrainingSnapshot end = snapshotFromJson(json.at("snapshot"), folder);
    Trunk done;
    done.record.config = config;
    done.record.summary = std::move(body.summary);
    done.record.steps = std::move(body.points);
    done.record.epochs = std::move(body.epochs);
    done.end = std::move(end);
    return done;
}

void removeStates(const fs::path& folder, const std::string& butThis) {
    std::error_code ignored; // a file that stays takes room and does no harm
    std::vector<fs::path> old;
    for (const auto& entry : fs::directory_iterator(folder, ignored)) {
        const std::string name = entry.path().filename().string();
        if (name.starts_with(kStatePrefix) && name.ends_with(".safetensors") && name != butThis)
            old.push_back(entry.path());
    }
    for (const fs::path& path : old)
        fs::remove(path, ignored);
}

} // namespace

void saveStoppedRun(const fs::path& folder, const ScheduleRows& rows, const Trunk& done) {
    RunSummary summary;
    summary.stepsDone = done.end->step;
    summary.wallSeconds = done.end->wallSeconds;
    if (!done.record.epochs.empty()) summary.last = done.record.epochs.back();
    Json json{
        {"format", kTrainingFormat}, {"version", 1}, {"settings", identityToJson(done.record.config, rows)}};
    addRunBody(json, summary, done.record.steps, done.record.epochs);
    json["snapshot"] = snapshotToJson(*done.end);
    saveSafetensors(folder / stateName(done.end->step), tensorsOf(*done.end));
    writeFileAtomically(folder / kTrainingFile, jsonText(json));
    removeStates(folder, stateName(done.end->step));
}

std::optional<Trunk> loadStoppedRun(const fs::path& folder, const ExperimentConfig& config,
                                    const ScheduleRows& rows) {
    const fs::path path = folder / kTrainingFile;
    if (!fs::exists(path)) return std::nullopt;
    const std::string text = readWholeFile(path, kLongestTrainingFile);
    try {
        return trunkFromJson(parseJson(text), folder, config, rows);
    } catch (const FileError& error) {
        throw FileError(path.string() + ": " + error.what());
    }
}

void removeStoppedRun(const fs::path& folder) {
    std::error_code ignored; // what stays is taken up by the next run of the same settings
    fs::remove(folder / kTrainingFile, ignored);
    removeStates(folder, "");
}

} // namespace cyclo
