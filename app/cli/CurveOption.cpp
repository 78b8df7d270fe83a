// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/CurveOption.h"

#include "app/cli/Options.h"
#include "core/persistence/FileError.h"
#include "core/persistence/JsonValue.h"
#include "core/persistence/RecordJson.h"

namespace cyclo::cli {

void CurveOption::addTo(CLI::App& app) {
    addText(
        app, "--curve", "FILE", [this](const std::string& text) { path_ = text; },
        "take lr, or base-lr and max-lr, from the recommendation of this range test (written by "
        "find --json), where they are not given")
        ->group("Policy");
}

std::optional<CurveDocument> CurveOption::read() const {
    if (!given()) return std::nullopt;
    auto curve = loadCurve(path_);
    if (!curve.suggestions.recommended)
        throw FileError(path_ + ": recommends no learning rate: " + curve.suggestions.note);
    return curve;
}

ScheduleProvenance provenanceOf(const CurveDocument& curve) {
    ScheduleProvenance provenance;
    provenance.curve = {{"outcome", curve.outcome},
                        {"suggestions", suggestionsToJson(curve.suggestions)},
                        {"settings", curve.settings}};
    const JsonValue settings(curve.settings);
    if (const auto data = settings.find("data")) provenance.data = data->text();
    if (const auto network = settings.find("net")) provenance.network = network->text();
    if (const auto seed = settings.find("seed")) provenance.seed = seed->count();
    return provenance;
}

} // namespace cyclo::cli
