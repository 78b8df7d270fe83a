// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/persistence/SweepFormJson.h"

#include <stdexcept>

namespace cyclo {

namespace {

constexpr SweepKind kKinds[] = {SweepKind::BatchSize, SweepKind::Momentum, SweepKind::WeightDecay};
/// The window's: it offers no momentum range test.
constexpr SweepMode kModes[] = {SweepMode::RangeTests, SweepMode::ShortRuns, SweepMode::Branches};

std::string modeName(SweepKind kind, SweepMode mode) {
    SweepConfig config;
    config.kind = kind;
    config.mode = mode;
    return modeName(config);
}

SweepMode modeOf(SweepKind kind, const JsonValue& json) {
    for (const SweepMode mode : kModes)
        if (modeName(kind, mode) == json.text()) return mode;
    json.refuse("is no way to sweep " + toString(kind) + ": " + json.json().dump());
}

SweepForm formFromJson(SweepKind kind, const JsonValue& json) {
    SweepForm form = usualForm(kind);
    if (const auto values = json.find("values")) form.values = values->numbers();
    if (const auto mode = json.find("mode")) form.mode = modeOf(kind, *mode);
    if (const auto seeds = json.find("seeds")) form.seeds = seeds->integer();
    if (const auto epochs = json.find("epochs")) form.epochs = epochs->integer();
    if (const auto share = json.find("branch_percent")) form.branchPercent = share->integer();
    try {
        validate(kind, form);
    } catch (const std::invalid_argument& problem) {
        json.refuse(std::string("cannot be: ") + problem.what());
    }
    return form;
}

} // namespace

Json sweepFormsToJson(const SweepForms& all) {
    Json json = Json::object();
    for (const auto& [kind, form] : all)
        json[toString(kind)] = {{"values", form.values},
                                {"mode", modeName(kind, form.mode)},
                                {"seeds", form.seeds},
                                {"epochs", form.epochs},
                                {"branch_percent", form.branchPercent}};
    return json;
}

SweepForms sweepFormsFromJson(const JsonValue& json) {
    SweepForms all;
    for (const SweepKind kind : kKinds)
        if (const auto found = json.find(toString(kind))) set(all, kind, formFromJson(kind, *found));
    return all;
}

} // namespace cyclo
