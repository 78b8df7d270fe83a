// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/persistence/RunBody.h"

#include "core/experiments/Runs.h"
#include "core/persistence/RecordJson.h"

#include <array>
#include <limits>

namespace cyclo {

namespace {

Json column(const std::vector<StepRecord>& points, double StepRecord::*field) {
    Json values = Json::array();
    for (const StepRecord& point : points)
        values.push_back(numberOrNull(point.*field));
    return values;
}

Json pointsToJson(const std::vector<StepRecord>& points) {
    Json json{{"lr", column(points, &StepRecord::learningRate)},
              {"momentum", column(points, &StepRecord::momentum)},
              {"weight_decay", column(points, &StepRecord::weightDecay)},
              {"loss", column(points, &StepRecord::loss)},
              {"smoothed", column(points, &StepRecord::smoothedLoss)}};
    if (!hasValidationLosses(points)) return json;
    json["val_loss"] = Json::array();
    for (const StepRecord& point : points)
        json["val_loss"].push_back(point.validationLoss ? numberOrNull(*point.validationLoss)
                                                        : Json(nullptr));
    return json;
}

double entryOrNaN(const Json& value, const JsonValue& place) {
    if (value.is_null()) return std::numeric_limits<double>::quiet_NaN();
    if (!value.is_number()) place.refuse("must hold numbers or null, got " + std::string(value.type_name()));
    return value.get<double>();
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
    const auto sameLength = [&](const JsonValue& list) {
        if (list.array().size() != points.size())
            list.refuse("must have " + std::to_string(points.size()) + " entries, as \"lr\" has, got " +
                        std::to_string(list.array().size()));
        return list;
    };
    for (const Column& column : kColumns) {
        const JsonValue list = sameLength(columns.at(column.key));
        for (std::size_t i = 0; i < points.size(); ++i) {
            points[i].step = static_cast<std::int64_t>(i);
            points[i].*column.field = entryOrNaN(list.json()[i], list);
        }
    }
    if (const auto heldOut = columns.find("val_loss")) {
        const JsonValue list = sameLength(*heldOut);
        for (std::size_t i = 0; i < points.size(); ++i)
            if (!list.json()[i].is_null()) points[i].validationLoss = entryOrNaN(list.json()[i], list);
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

} // namespace

void addRunBody(Json& json, const RunSummary& summary, const std::vector<StepRecord>& points,
                const std::vector<EpochRecord>& epochs) {
    json["outcome"] = toString(summary.outcome);
    if (!summary.message.empty()) json["message"] = summary.message;
    json["steps_done"] = summary.stepsDone;
    json["epochs"] = Json::array();
    for (const EpochRecord& epoch : epochs)
        json["epochs"].push_back(epochToJson(epoch));
    json["points"] = pointsToJson(points);
    json["images_per_s"] = numberOrNull(summary.imagesPerSecond);
    json["wall_s"] = numberOrNull(summary.wallSeconds);
}

RunBody runBodyFromJson(const JsonValue& json) {
    RunBody body;
    auto& summary = body.summary;
    summary.outcome = outcomeFrom(json.at("outcome"));
    if (const auto message = json.find("message")) summary.message = message->text();
    summary.stepsDone = json.at("steps_done").integer();
    summary.imagesPerSecond = numberOrNaN(json, "images_per_s");
    summary.wallSeconds = numberOrNaN(json, "wall_s");
    body.points = pointsFrom(json.at("points"));
    const JsonValue epochs = json.at("epochs");
    for (std::size_t i = 0; i < epochs.array().size(); ++i)
        body.epochs.push_back(epochFrom(epochs.item(i)));
    if (!body.epochs.empty()) summary.last = body.epochs.back();
    return body;
}

} // namespace cyclo
