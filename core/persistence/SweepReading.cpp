// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/persistence/AtomicFile.h"
#include "core/persistence/JsonValue.h"
#include "core/persistence/SweepJson.h"
#include "core/persistence/SweepSettings.h"

#include <algorithm>
#include <array>
#include <limits>

namespace cyclo {

namespace {

constexpr std::uint64_t kLongestSweepFile = 4'000'000'000;

double numberOrNaN(const Json& value, const JsonValue& place) {
    if (value.is_null()) return std::numeric_limits<double>::quiet_NaN();
    if (!value.is_number()) place.refuse("must hold numbers or null, got " + std::string(value.type_name()));
    return value.get<double>();
}

double numberOrNaN(const JsonValue& object, const char* key) {
    const auto found = object.find(key);
    return found ? found->number() : std::numeric_limits<double>::quiet_NaN();
}

void checkFormat(const JsonValue& sweep) {
    const auto format = sweep.at("format");
    if (format.text() != kSweepFormat)
        format.refuse("must be \"" + std::string(kSweepFormat) + "\", got \"" + format.text() + "\"");
    const auto version = sweep.at("version");
    if (version.integer() != 1)
        version.refuse("must be 1, got " + std::to_string(version.integer()) + "; a newer program wrote it");
}

std::string textOf(const Json& object, const std::string& key) {
    const auto found = object.find(key);
    return found == object.end() ? "none" : found->dump();
}

void checkSame(const JsonValue& stored, const Json& wanted) {
    for (const Json* keys : {&stored.object(), &wanted}) {
        for (const auto& [key, value] : keys->items()) {
            const std::string then = textOf(stored.json(), key), now = textOf(wanted, key);
            if (then != now)
                throw FileError("is of a sweep with " + key + " " + then + ", this one has " + now +
                                "; give the same options, or start without --resume");
        }
    }
}

SweepStage stageFrom(const JsonValue& value) {
    for (const auto stage : {SweepStage::LearningRate, SweepStage::Grid, SweepStage::Bisection}) {
        if (value.text() == toString(stage)) return stage;
    }
    value.refuse("must be learning-rate, grid or bisection, got \"" + value.text() + "\"");
}

RunOutcome outcomeFrom(const JsonValue& value) {
    for (const auto outcome : {RunOutcome::Completed, RunOutcome::Diverged}) {
        if (value.text() == toString(outcome)) return outcome;
    }
    value.refuse("must be completed or diverged, got \"" + value.text() + "\"");
}

std::vector<StepRecord> pointsFrom(const JsonValue& columns) {
    struct Column {
        const char* key;
        double StepRecord::*field;
    };
    static constexpr std::array<Column, 5> kColumns{{{"lr", &StepRecord::learningRate},
                                                     {"momentum", &StepRecord::momentum},
                                                     {"weight_decay", &StepRecord::weightDecay},
                                                     {"loss", &StepRecord::loss},
                                                     {"smoothed", &StepRecord::smoothedLoss}}};
    std::vector<StepRecord> points(columns.at("lr").array().size());
    for (const Column& column : kColumns) {
        const JsonValue list = columns.at(column.key);
        if (list.array().size() != points.size())
            list.refuse("must have " + std::to_string(points.size()) + " entries, as \"lr\" has, got " +
                        std::to_string(list.array().size()));
        for (std::size_t i = 0; i < points.size(); ++i) {
            points[i].step = static_cast<std::int64_t>(i);
            points[i].*column.field = numberOrNaN(list.json()[i], list);
        }
    }
    return points;
}

EpochRecord epochFrom(const JsonValue& epoch) {
    return {.epoch = epoch.at("epoch").integer(),
            .step = epoch.at("step").integer(),
            .trainLoss = numberOrNaN(epoch, "train_loss"),
            .trainAccuracy = numberOrNaN(epoch, "train_accuracy"),
            .validationLoss = numberOrNaN(epoch, "val_loss"),
            .validationAccuracy = numberOrNaN(epoch, "val_accuracy"),
            .wallSeconds = epoch.at("wall_s").number()};
}

SweepMemberRecord memberFrom(const JsonValue& json) {
    SweepMemberRecord record;
    record.member = {.stage = stageFrom(json.at("stage")),
                     .value = json.at("value").number(),
                     .seed = json.at("seed").count()};
    auto& summary = record.summary;
    summary.outcome = outcomeFrom(json.at("outcome"));
    if (const auto message = json.find("message")) summary.message = message->text();
    summary.stepsDone = json.at("steps_done").integer();
    summary.imagesPerSecond = numberOrNaN(json, "images_per_s");
    summary.wallSeconds = numberOrNaN(json, "wall_s");
    record.points = pointsFrom(json.at("points"));
    const JsonValue epochs = json.at("epochs");
    for (std::size_t i = 0; i < epochs.array().size(); ++i)
        record.epochs.push_back(epochFrom(epochs.item(i)));
    if (!record.epochs.empty()) summary.last = record.epochs.back();
    return record;
}

} // namespace

std::vector<SweepMemberRecord> sweepMembersFromJson(const Json& json, const SweepConfig& config) {
    const JsonValue sweep(json);
    checkFormat(sweep);
    checkSame(sweep.at("sweep"), sweepDescriptionToJson(config));
    checkSame(sweep.at("settings"), sweepSettingsToJson(config));
    const JsonValue members = sweep.at("members");
    std::vector<SweepMemberRecord> records;
    for (std::size_t i = 0; i < members.array().size(); ++i)
        records.push_back(memberFrom(members.item(i)));
    return records;
}

std::vector<SweepMemberRecord> loadSweepMembers(const std::filesystem::path& path,
                                                const SweepConfig& config) {
    const std::string text = readWholeFile(path, kLongestSweepFile);
    try {
        return sweepMembersFromJson(parseJson(text), config);
    } catch (const FileError& error) {
        throw FileError(path.string() + ": " + error.what());
    }
}

} // namespace cyclo
