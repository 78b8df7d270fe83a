// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/CurveOption.h"

#include "app/cli/Options.h"
#include "core/persistence/AtomicFile.h"
#include "core/persistence/JsonValue.h"

namespace cyclo::cli {

namespace {

constexpr std::uint64_t kLongestCurve = 1'000'000'000;

void checkFormat(const JsonValue& curve) {
    const auto format = curve.at("format");
    if (format.text() != "cyclometer.curve")
        format.refuse("must be \"cyclometer.curve\" (written by find --json), got \"" + format.text() + "\"");
    const auto version = curve.at("version");
    if (version.integer() != 1)
        version.refuse("must be 1, got " + std::to_string(version.integer()) +
                       ": made by a newer cyclometer");
}

LrRecommendation recommendationOf(const JsonValue& curve) {
    const auto suggestions = curve.at("suggestions");
    const auto found = suggestions.find("recommended");
    if (!found) {
        const auto note = suggestions.find("note");
        suggestions.refuse("recommends no learning rate" + (note ? ": " + note->text() : ""));
    }
    return {.minLr = found->at("min_lr").number(),
            .maxLr = found->at("max_lr").number(),
            .why = found->at("why").text()};
}

} // namespace

void CurveOption::addTo(CLI::App& app) {
    addText(
        app, "--curve", "FILE", [this](const std::string& text) { path_ = text; },
        "onecycle: take base-lr and max-lr from the recommendation of this range test (written by find "
        "--json), "
        "where they are not given")
        ->group("Policy");
}

std::optional<LrRecommendation> CurveOption::recommendation() {
    if (!given() || recommended_) return recommended_;
    const std::string text = readWholeFile(path_, kLongestCurve);
    try {
        curve_ = parseJson(text);
        const JsonValue curve(curve_);
        checkFormat(curve);
        recommended_ = recommendationOf(curve);
    } catch (const FileError& error) {
        throw FileError(path_ + ": " + error.what());
    }
    return recommended_;
}

ScheduleProvenance CurveOption::provenance() const {
    ScheduleProvenance provenance;
    provenance.madeBy = std::string("cyclometer ") + CYCLO_VERSION;
    if (!recommended_) return provenance;
    provenance.curve = {{"outcome", curve_.value("outcome", Json())},
                        {"suggestions", curve_.value("suggestions", Json::object())},
                        {"settings", curve_.value("settings", Json::object())}};
    const JsonValue curve(curve_);
    if (const auto settings = curve.find("settings")) {
        if (const auto data = settings->find("data")) provenance.data = data->text();
        if (const auto network = settings->find("net")) provenance.network = network->text();
        if (const auto seed = settings->find("seed")) provenance.seed = seed->count();
    }
    return provenance;
}

} // namespace cyclo::cli
