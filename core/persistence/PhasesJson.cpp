// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/persistence/PhasesJson.h"

#include "core/persistence/AtomicFile.h"
#include "core/persistence/FileError.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace cyclo {

namespace {

constexpr std::uint64_t kLongestPhasesFile = 1ull << 24;
constexpr double kUsualMomentum = 0.9;

constexpr std::array<std::pair<Curve, const char*>, 3> kCurves{
    {{Curve::Linear, "linear"}, {Curve::Cosine, "cosine"}, {Curve::Exponential, "exp"}}};

std::string nameOf(Curve curve) {
    for (const auto& [known, word] : kCurves)
        if (known == curve) return word;
    return {};
}

Json courseToJson(const Course& course) {
    return {{"curve", nameOf(course.curve)}, {"from", course.from}, {"to", course.to}};
}

Curve readCurve(const JsonValue& json) {
    for (const auto& [curve, word] : kCurves)
        if (json.text() == word) return curve;
    json.refuse("must be \"linear\", \"cosine\" or \"exp\", got \"" + json.text() + "\"");
}

/// @param before  where the phase before ends
Course readCourse(const JsonValue& json, std::optional<double> before) {
    if (json.json().is_number()) return {Curve::Linear, json.number(), json.number()};
    Course course;
    if (const auto curve = json.find("curve")) course.curve = readCurve(*curve);
    const auto from = json.find("from");
    course.from = from ? from->number() : before ? *before : json.at("from").number();
    const auto to = json.find("to");
    course.to = to ? to->number() : course.from;
    return course;
}

Course readOrHold(const JsonValue& phase, const char* key, double before) {
    const auto found = phase.find(key);
    return found ? readCourse(*found, before) : Course{Curve::Linear, before, before};
}

Phase readPhase(const JsonValue& json, const Phase* before) {
    Phase phase;
    phase.steps = json.at("steps").integer();
    phase.learningRate =
        readCourse(json.at("lr"), before ? std::optional(before->learningRate.to) : std::nullopt);
    phase.momentum = readOrHold(json, "momentum", before ? before->momentum.to : kUsualMomentum);
    if (const auto decay = json.find("weight_decay")) {
        phase.weightDecay = readCourse(
            *decay, before && before->weightDecay ? std::optional(before->weightDecay->to) : std::nullopt);
    }
    return phase;
}

/// A key that a person mistyped would be left out in silence. Documents, which programs write, keep what they
/// do not know.
void refuseMistypedKeys(const JsonValue& list) {
    constexpr std::array<std::string_view, 4> kKeys{"steps", "lr", "momentum", "weight_decay"};
    for (std::size_t i = 0; i < list.array().size(); ++i) {
        const JsonValue phase = list.item(i);
        for (const auto& [key, value] : phase.object().items())
            if (std::ranges::find(kKeys, key) == kKeys.end())
                phase.refuse("has the key \"" + key +
                             "\"; the keys of a phase are steps, lr, momentum and weight_decay");
    }
}

} // namespace

Json phasesToJson(const std::vector<Phase>& phases) {
    Json list = Json::array();
    for (const auto& phase : phases) {
        Json json{{"steps", phase.steps},
                  {"lr", courseToJson(phase.learningRate)},
                  {"momentum", courseToJson(phase.momentum)}};
        if (phase.weightDecay) json["weight_decay"] = courseToJson(*phase.weightDecay);
        list.push_back(std::move(json));
    }
    return list;
}

std::vector<Phase> phasesFromJson(const JsonValue& list) {
    std::vector<Phase> phases;
    phases.reserve(list.array().size());
    for (std::size_t i = 0; i < list.array().size(); ++i)
        phases.push_back(readPhase(list.item(i), phases.empty() ? nullptr : &phases.back()));
    return phases;
}

std::vector<Phase> loadPhases(const std::filesystem::path& path) {
    const auto text = readWholeFile(path, kLongestPhasesFile);
    try {
        const Json json = parseJson(text);
        const JsonValue file(json);
        const JsonValue list = json.is_array() ? file : file.at("phases");
        refuseMistypedKeys(list);
        return phasesFromJson(list);
    } catch (const FileError& error) {
        throw FileError(path.string() + ": " + error.what());
    }
}

} // namespace cyclo
