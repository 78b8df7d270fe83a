// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/persistence/PolicyJson.h"

namespace cyclo {

namespace {

/// One function per policy.
struct Write {
    Json operator()(const Constant& policy) const {
        return {{"policy", "constant"}, {"lr", policy.learningRate}, {"momentum", policy.momentum}};
    }

    Json operator()(const SmithOneCycle& policy) const {
        Json json{{"policy", "onecycle"}, {"flavour", "smith"}};
        if (policy.baseLr) json["base_lr"] = *policy.baseLr;
        json["max_lr"] = policy.maxLr;
        if (policy.stepSize) json["step_size"] = *policy.stepSize;
        json["base_momentum"] = policy.baseMomentum;
        json["max_momentum"] = policy.maxMomentum;
        return json;
    }

    Json operator()(const Sweep& policy) const {
        return {{"policy", "sweep"},
                {"lr_min", policy.lrMin},
                {"lr_max", policy.lrMax},
                {"ramp", toString(policy.ramp)},
                {"momentum", policy.momentum}};
    }
};

void readNumber(const JsonValue& json, std::string_view key, double& value) {
    if (const auto found = json.find(key)) value = found->number();
}

Constant readConstant(const JsonValue& json) {
    Constant policy;
    readNumber(json, "lr", policy.learningRate);
    readNumber(json, "momentum", policy.momentum);
    return policy;
}

SmithOneCycle readSmithOneCycle(const JsonValue& json) {
    SmithOneCycle policy;
    if (const auto found = json.find("base_lr")) policy.baseLr = found->number();
    readNumber(json, "max_lr", policy.maxLr);
    if (const auto found = json.find("step_size")) policy.stepSize = found->integer();
    readNumber(json, "base_momentum", policy.baseMomentum);
    readNumber(json, "max_momentum", policy.maxMomentum);
    return policy;
}

Ramp rampFrom(const JsonValue& json) {
    const auto word = json.text();
    if (word == "exp") return Ramp::Exponential;
    if (word == "linear") return Ramp::Linear;
    json.refuse("must be \"exp\" or \"linear\", got \"" + word + "\"");
}

Sweep readSweep(const JsonValue& json) {
    Sweep policy;
    readNumber(json, "lr_min", policy.lrMin);
    readNumber(json, "lr_max", policy.lrMax);
    if (const auto found = json.find("ramp")) policy.ramp = rampFrom(*found);
    readNumber(json, "momentum", policy.momentum);
    return policy;
}

} // namespace

std::string toString(Ramp ramp) {
    return ramp == Ramp::Exponential ? "exp" : "linear";
}

Json policyToJson(const Policy& policy) {
    return std::visit(Write{}, policy);
}

std::optional<Policy> policyFromJson(const JsonValue& generator) {
    const auto policy = generator.at("policy").text();
    const auto flavourKey = generator.find("flavour");
    const auto flavour = flavourKey ? flavourKey->text() : std::string();
    if (policy == "constant") return readConstant(generator);
    if (policy == "onecycle" && flavour == "smith") return readSmithOneCycle(generator);
    if (policy == "sweep") return readSweep(generator);
    return std::nullopt;
}

} // namespace cyclo
