// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/persistence/CurveJson.h"

namespace cyclo {

namespace {

/// Null for a step that made no update.
Json validationLossOf(const StepRecord& point) {
    return point.validationLoss ? numberOrNull(*point.validationLoss) : Json(nullptr);
}

Json rawPointToJson(const StepRecord& point) {
    return {{"step", point.step},
            {"lr", point.learningRate},
            {"momentum", point.momentum},
            {"weight_decay", point.weightDecay},
            {"loss", numberOrNull(point.loss)}};
}

Json limitOrNull(const std::optional<double>& limit) {
    return limit ? numberOrNull(*limit) : Json(nullptr);
}

} // namespace

Json curvePointsToJson(std::span<const StepRecord> points, std::span<const double> smoothed,
                       std::span<const LossBand> band) {
    const bool validated = hasValidationLosses(points);
    Json json = Json::array();
    for (std::size_t i = 0; i < points.size(); ++i) {
        Json point = rawPointToJson(points[i]);
        point["smoothed"] = numberOrNull(smoothed[i]);
        if (!band.empty()) {
            point["low"] = numberOrNull(band[i].low);
            point["high"] = numberOrNull(band[i].high);
        }
        if (validated) point["val_loss"] = validationLossOf(points[i]);
        json.push_back(std::move(point));
    }
    return json;
}

Json curveSeedToJson(const FindRecord& test) {
    Json json{{"seed", test.config.seed}, {"outcome", toString(test.summary.outcome)}};
    if (!test.summary.message.empty()) json["message"] = test.summary.message;
    json["steps_done"] = test.summary.stepsDone;
    if (test.curvature) json["hessian"] = curvatureToJson(*test.curvature);
    json["points"] = Json::array();
    const bool validated = hasValidationLosses(test.points);
    for (const StepRecord& point : test.points) {
        json["points"].push_back(rawPointToJson(point));
        if (validated) json["points"].back()["val_loss"] = validationLossOf(point);
    }
    return json;
}

Json curvatureToJson(const Curvature& curvature) {
    return {{"top_eigenvalue", numberOrNull(curvature.topEigenvalue)},
            {"limit_sgd", limitOrNull(curvature.limitSgd)},
            {"limit_momentum", limitOrNull(curvature.limitMomentum)}};
}

} // namespace cyclo
