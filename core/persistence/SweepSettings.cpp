// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/persistence/SweepSettings.h"

#include "core/persistence/RecordJson.h"

namespace cyclo {

namespace {

/// The option that the swept values take the place of; momentum holds in the range test before the sweep.
const char* sweptOption(SweepKind kind) {
    switch (kind) {
    case SweepKind::BatchSize:
        return "batch";
    case SweepKind::Momentum:
        return "";
    case SweepKind::WeightDecay:
        return "wd";
    }
    return "";
}

} // namespace

Json sweepDescriptionToJson(const SweepConfig& config) {
    Json json{{"kind", toString(config.kind)},
              {"mode", modeName(config)},
              {"values", config.values},
              {"seeds", config.seeds}};
    if (config.kind == SweepKind::WeightDecay && config.mode == SweepMode::ShortRuns)
        json["bisections"] = config.bisections;
    if (config.mode == SweepMode::Branches) json["branch_at"] = config.branchAt;
    return json;
}

Json sweepSettingsToJson(const SweepConfig& config) {
    Json json = findSettingsToJson(config.base);
    json["finder-steps"] = config.base.finder.steps;
    json.erase("steps");
    json.erase("seeds"); // of a range test by itself
    if (config.mode != SweepMode::RangeTests) {
        const Json policy = trainSettingsToJson(config.base);
        for (const auto& [key, value] : policy.items()) {
            if (!json.contains(key) && key != "max-lr" && key != "base-lr" && key != "lr") json[key] = value;
        }
        if (config.steps) {
            json["steps"] = *config.steps;
            json.erase("epochs");
        }
        if (config.learningRate) json["lr"] = *config.learningRate;
    }
    if (config.mode != SweepMode::Branches) json.erase(sweptOption(config.kind)); // there it is the trunk's
    return json;
}

} // namespace cyclo
