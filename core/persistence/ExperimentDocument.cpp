// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/persistence/ExperimentDocument.h"

#include "core/persistence/AtomicFile.h"
#include "core/persistence/JsonMerge.h"
#include "core/persistence/NetworkDocument.h"
#include "core/persistence/PolicyJson.h"
#include "core/persistence/RecordJson.h"
#include "core/persistence/SweepFormJson.h"
#include "core/persistence/TuneFormJson.h"

#include <algorithm>
#include <array>
#include <stdexcept>

namespace cyclo {

namespace {

constexpr std::uint64_t kLongestExperimentFile = 1ull << 30;

double above(const JsonValue& json, double bound) {
    if (!(json.number() > bound))
        json.refuse("must be above " + Json(bound).dump() + ", got " + json.json().dump());
    return json.number();
}

double atLeastZero(const JsonValue& json) {
    if (json.number() < 0) json.refuse("must be 0 or above, got " + json.json().dump());
    return json.number();
}

double share(const JsonValue& json) {
    if (atLeastZero(json) >= 1) json.refuse("must be below 1, got " + json.json().dump());
    return json.number();
}

std::int64_t atLeast(const JsonValue& json, std::int64_t least) {
    if (json.integer() < least)
        json.refuse("must be at least " + std::to_string(least) + ", got " + std::to_string(json.integer()));
    return json.integer();
}

template <typename Enum> Enum word(const JsonValue& json, Enum (*fromString)(const std::string&)) {
    try {
        return fromString(json.text());
    } catch (const std::invalid_argument& error) {
        json.refuse(std::string("is not known: ") + error.what());
    }
}

FinderLoss finderLoss(const JsonValue& json) {
    if (json.text() == "train") return FinderLoss::Training;
    if (json.text() != "val") json.refuse("must be \"train\" or \"val\", got " + json.json().dump());
    return FinderLoss::Validation;
}

/// A network of its own is read from its file as it is now.
void readNetwork(const JsonValue& json, ExperimentConfig& config) {
    try {
        setNetwork(config, json.text());
    } catch (const std::invalid_argument& error) {
        json.refuse(std::string("is not known: ") + error.what());
    }
}

struct SettingReader {
    std::string_view name;
    void (*read)(const JsonValue& value, ExperimentConfig& config);
};

/// One for each name that RecordJson's settings have.
constexpr std::array kSettings = {
    SettingReader{"data", [](const JsonValue& v, ExperimentConfig& c) { c.data.spec = v.text(); }},
    SettingReader{"normalize",
                  [](const JsonValue& v, ExperimentConfig& c) {
                      c.data.normalization = word(v, normalizationFromString);
                  }},
    SettingReader{"augment",
                  [](const JsonValue& v, ExperimentConfig& c) {
                      c.data.augmentation = word(v, augmentationFromString);
                  }},
    SettingReader{"limit", [](const JsonValue& v, ExperimentConfig& c) { c.data.limit = atLeast(v, 1); }},
    SettingReader{"data-seed", [](const JsonValue& v, ExperimentConfig& c) { c.data.seed = v.count(); }},
    SettingReader{"net", readNetwork},
    SettingReader{
        "optimizer",
        [](const JsonValue& v, ExperimentConfig& c) { c.optimizer.kind = word(v, optimizerKindFromString); }},
    SettingReader{"beta2", [](const JsonValue& v, ExperimentConfig& c) { c.optimizer.beta2 = share(v); }},
    SettingReader{"eps", [](const JsonValue& v, ExperimentConfig& c) { c.optimizer.eps = above(v, 0); }},
    SettingReader{"clip-norm",
                  [](const JsonValue& v, ExperimentConfig& c) { c.optimizer.clipNorm = above(v, 0); }},
    SettingReader{"momentum-form",
                  [](const JsonValue& v, ExperimentConfig& c) {
                      c.optimizer.momentumForm = word(v, momentumFormFromString);
                  }},
    SettingReader{"wd-mode",
                  [](const JsonValue& v, ExperimentConfig& c) {
                      c.optimizer.weightDecayMode = word(v, weightDecayModeFromString);
                  }},
    SettingReader{"momentum", [](const JsonValue& v, ExperimentConfig& c) { c.momentum = share(v); }},
    SettingReader{"wd", [](const JsonValue& v, ExperimentConfig& c) { c.weightDecay = atLeastZero(v); }},
    SettingReader{"batch", [](const JsonValue& v, ExperimentConfig& c) { c.batchSize = atLeast(v, 1); }},
    SettingReader{"seed", [](const JsonValue& v, ExperimentConfig& c) { c.seed = v.count(); }},
    SettingReader{"precision", [](const JsonValue& v,
                                  ExperimentConfig& c) { c.precision = word(v, precisionFromString); }},
    SettingReader{"threads", [](const JsonValue& v,
                                ExperimentConfig& c) { c.threads = static_cast<int>(atLeast(v, 0)); }},
    SettingReader{"no-shuffle", [](const JsonValue& v, ExperimentConfig& c) { c.shuffle = !v.boolean(); }},
    SettingReader{"init", [](const JsonValue& v, ExperimentConfig& c) { c.init = v.text(); }},
    SettingReader{"lr-min", [](const JsonValue& v, ExperimentConfig& c) { c.finder.lrMin = atLeastZero(v); }},
    SettingReader{"lr-max", [](const JsonValue& v, ExperimentConfig& c) { c.finder.lrMax = above(v, 0); }},
    SettingReader{"steps", [](const JsonValue& v, ExperimentConfig& c) { c.finder.steps = atLeast(v, 2); }},
    SettingReader{"ramp", [](const JsonValue& v, ExperimentConfig& c) { c.finder.ramp = rampFromJson(v); }},
    SettingReader{"final-momentum",
                  [](const JsonValue& v, ExperimentConfig& c) { c.finder.finalMomentum = share(v); }},
    SettingReader{"hessian", [](const JsonValue& v, ExperimentConfig& c) { c.finder.hessian = v.boolean(); }},
    SettingReader{"loss", [](const JsonValue& v, ExperimentConfig& c) { c.finder.loss = finderLoss(v); }},
    SettingReader{"val-samples", [](const JsonValue& v,
                                    ExperimentConfig& c) { c.finder.validationSamples = atLeast(v, 1); }},
    SettingReader{"seeds", [](const JsonValue& v, ExperimentConfig& c) { c.finder.seeds = atLeast(v, 1); }},
    SettingReader{"epochs", [](const JsonValue& v, ExperimentConfig& c) { c.epochs = atLeast(v, 1); }},
};

Json settingsToJson(const ExperimentConfig& config) {
    Json json = findSettingsToJson(config);
    json["epochs"] = config.epochs;
    return json;
}

Json knownToJson(const ExperimentDocument& document) {
    return {{"format", kExperimentFormat},
            {"version", kExperimentVersion},
            {"settings", settingsToJson(document.config)},
            {"schedule", policyToJson(document.config.policy)},
            {"picks", {{"min_lr", valueOrNull(document.minLr)}, {"max_lr", valueOrNull(document.maxLr)}}},
            {"sweeps", sweepFormsToJson(document.sweeps)},
            {"tune", tuneFormToJson(document.tune)},
            {"view", {{"page", document.page}}},
            {"notes", document.notes}};
}

/// Settings that no reader knows go to the unknown ones.
void readSettings(const JsonValue& settings, ExperimentDocument& document) {
    for (const auto& [key, value] : settings.object().items()) {
        const auto reader = std::ranges::find(kSettings, std::string_view(key), &SettingReader::name);
        if (reader == kSettings.end())
            document.unknown["settings"][key] = value;
        else if (const auto found = settings.find(key))
            reader->read(*found, document.config);
    }
}

void readPicks(const JsonValue& picks, ExperimentDocument& document) {
    if (const auto rate = picks.find("min_lr")) document.minLr = above(*rate, 0);
    if (const auto rate = picks.find("max_lr")) document.maxLr = above(*rate, 0);
}

void readPolicy(const JsonValue& schedule, ExperimentDocument& document) {
    const auto policy = policyFromJson(schedule);
    if (!policy) schedule.refuse("has a policy that this version does not know: " + schedule.json().dump());
    document.config.policy = *policy;
}

} // namespace

Json experimentToJson(const ExperimentDocument& document) {
    Json json = knownToJson(document);
    addMissing(json, document.unknown);
    return json;
}

ExperimentDocument experimentFromJson(const Json& json) {
    const JsonValue file(json);
    requireFormat(file, kExperimentFormat, kExperimentVersion);
    ExperimentDocument document;
    if (const auto settings = file.find("settings")) readSettings(*settings, document);
    if (const auto schedule = file.find("schedule")) readPolicy(*schedule, document);
    if (const auto picks = file.find("picks")) readPicks(*picks, document);
    if (const auto sweeps = file.find("sweeps")) document.sweeps = sweepFormsFromJson(*sweeps);
    if (const auto tune = file.find("tune")) document.tune = tuneFormFromJson(*tune);
    if (const auto view = file.find("view"))
        if (const auto page = view->find("page")) document.page = page->text();
    if (const auto notes = file.find("notes")) document.notes = notes->text();
    addMissing(document.unknown, beyond(knownToJson(document), json));
    return document;
}

void saveExperiment(const std::filesystem::path& path, const ExperimentDocument& document) {
    writeFileAtomically(path, jsonText(experimentToJson(document)));
}

ExperimentDocument loadExperiment(const std::filesystem::path& path) {
    const auto text = readWholeFile(path, kLongestExperimentFile);
    try {
        return experimentFromJson(parseJson(text));
    } catch (const FileError& error) {
        throw FileError(path.string() + ": " + error.what());
    }
}

std::string formatOf(const std::filesystem::path& path) {
    const auto text = readWholeFile(path, kLongestExperimentFile);
    try {
        const Json json = parseJson(text);
        return JsonValue(json).at("format").text();
    } catch (const FileError& error) {
        throw FileError(path.string() + ": " + error.what());
    }
}

} // namespace cyclo
