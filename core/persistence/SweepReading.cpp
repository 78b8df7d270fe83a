// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/persistence/AtomicFile.h"
#include "core/persistence/JsonMerge.h"
#include "core/persistence/RunBody.h"
#include "core/persistence/SweepJson.h"
#include "core/persistence/SweepSettings.h"

#include <utility>

namespace cyclo {

namespace {

constexpr std::uint64_t kLongestSweepFile = 4'000'000'000;

SweepStage stageFrom(const JsonValue& value) {
    for (const auto stage : {SweepStage::LearningRate, SweepStage::Grid, SweepStage::Bisection}) {
        if (value.text() == toString(stage)) return stage;
    }
    value.refuse("must be learning-rate, grid or bisection, got \"" + value.text() + "\"");
}

SweepMemberRecord memberFrom(const JsonValue& json) {
    RunBody body = runBodyFromJson(json);
    return {.member = {.stage = stageFrom(json.at("stage")),
                       .value = json.at("value").number(),
                       .seed = json.at("seed").count()},
            .summary = std::move(body.summary),
            .points = std::move(body.points),
            .epochs = std::move(body.epochs)};
}

} // namespace

std::vector<SweepMemberRecord> sweepMembersFromJson(const Json& json, const SweepConfig& config) {
    const JsonValue sweep(json);
    requireFormat(sweep, kSweepFormat);
    requireSameSettings(sweep.at("sweep").object(), sweepDescriptionToJson(config), "a sweep");
    requireSameSettings(sweep.at("settings").object(), sweepSettingsToJson(config), "a sweep");
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
