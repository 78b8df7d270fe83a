// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/PolicyOptions.h"

#include <algorithm>

namespace cyclo::cli {

namespace {

/// Which options each policy takes: one line per policy.
const std::vector<std::pair<std::string, std::vector<std::string>>>& optionsByPolicy() {
    static const std::vector<std::pair<std::string, std::vector<std::string>>> table{
        {"constant", {"--lr", "--momentum"}},
        {"onecycle",
         {"--flavour", "--base-lr", "--max-lr", "--step-size", "--base-momentum", "--max-momentum"}},
        {"sweep", {"--lr-min", "--lr-max", "--ramp", "--momentum"}},
    };
    return table;
}

std::vector<std::string> policyNames() {
    std::vector<std::string> names;
    for (const auto& entry : optionsByPolicy())
        names.push_back(entry.first);
    return names;
}

const std::vector<std::string>& optionsOf(const std::string& policy) {
    const auto& table = optionsByPolicy();
    return std::find_if(table.begin(), table.end(), [&](const auto& entry) { return entry.first == policy; })
        ->second;
}

std::string readWord(const std::string& option, const std::string& text,
                     const std::vector<std::string>& words) {
    if (std::find(words.begin(), words.end(), text) != words.end()) return text;
    throw UsageError(option + " must be " + listOf(words) + ", got '" + text + "'");
}

double required(const std::optional<double>& value, const std::string& policy, const std::string& option) {
    if (value) return *value;
    throw UsageError("--policy " + policy + " needs " + option);
}

} // namespace

Ramp readRamp(const std::string& text) {
    return readWord("--ramp", text, {"exp", "linear"}) == "exp" ? Ramp::Exponential : Ramp::Linear;
}

void PolicyOptions::addTo(CLI::App& app) {
    const auto group = [](CLI::Option* option) { return option->group("Policy"); };
    group(addText(
        app, "--policy", "WORD",
        [this](const std::string& text) { policy_ = readWord("--policy", text, policyNames()); },
        "how learning rate and momentum move: " + listOf(policyNames())));
    const auto number = [&](const std::string& name, std::optional<double>& target, const std::string& help,
                            const std::string& shown) {
        options_[name] = group(addNumber(app, name, target, help, shown));
    };
    number("--lr", lr_, "constant: learning rate", "");
    options_["--flavour"] = group(addText(
        app, "--flavour", "WORD",
        [this](const std::string& text) { flavour_ = readWord("--flavour", text, {"smith"}); },
        "onecycle: linear up, linear down, then a tail towards base-lr/1000", flavour_));
    number("--max-lr", maxLr_, "onecycle: learning rate at the peak", "");
    number("--base-lr", baseLr_, "onecycle: learning rate at both ends of the cycle", "max-lr/10");
    options_["--step-size"] = group(addCount(app, "--step-size", stepSize_, {1, kMostSteps},
                                             "onecycle: half a cycle, in steps", "45 % of the run"));
    number("--base-momentum", baseMomentum_, "onecycle: momentum at the peak, in [0, 1)", "0.85");
    number("--max-momentum", maxMomentum_, "onecycle: momentum at both ends and in the tail", "0.95");
    number("--lr-min", lrMin_, "sweep: learning rate of the first step", "");
    number("--lr-max", lrMax_, "sweep: learning rate of the last step", "");
    options_["--ramp"] = group(addText(
        app, "--ramp", "WORD", [this](const std::string& text) { readRamp(ramp_ = text); },
        "sweep: exp (equal factors) or linear (equal differences)", ramp_));
    number("--momentum", momentum_, "constant, sweep: momentum, in [0, 1)", "0.9");
}

Policy PolicyOptions::policy(const std::optional<LrRecommendation>& recommended) const {
    if (policy_.empty()) throw UsageError("--policy is missing; choose " + listOf(policyNames()));
    refuseForeign();
    if (policy_ == "onecycle") return smithOneCycle(recommended);
    if (recommended) throw UsageError("--curve gives the bounds of --policy onecycle, not of " + policy_);
    if (policy_ == "constant") return constant();
    return sweep();
}

void PolicyOptions::refuseForeign() const {
    const auto& own = optionsOf(policy_);
    for (const auto& [name, option] : options_) {
        if (option->count() > 0 && std::find(own.begin(), own.end(), name) == own.end()) {
            throw UsageError(name + " does not belong to --policy " + policy_ + ", which takes " +
                             listOf(own));
        }
    }
}

void PolicyOptions::refuseAll(const std::string& because) const {
    if (given()) throw UsageError("--policy " + policy_ + " cannot stand beside " + because);
    for (const auto& [name, option] : options_) {
        if (option->count() > 0) throw UsageError(name + " cannot stand beside " + because);
    }
}

Constant PolicyOptions::constant() const {
    Constant policy{.learningRate = required(lr_, "constant", "--lr")};
    if (momentum_) policy.momentum = *momentum_;
    return policy;
}

SmithOneCycle PolicyOptions::smithOneCycle(const std::optional<LrRecommendation>& recommended) const {
    SmithOneCycle policy;
    if (recommended) {
        policy.baseLr = recommended->minLr;
        policy.maxLr = recommended->maxLr;
    }
    if (maxLr_) policy.maxLr = *maxLr_;
    if (!maxLr_ && !recommended) throw UsageError("--policy onecycle needs --max-lr, or --curve FILE");
    if (baseLr_) policy.baseLr = baseLr_;
    policy.stepSize = stepSize_;
    if (baseMomentum_) policy.baseMomentum = *baseMomentum_;
    if (maxMomentum_) policy.maxMomentum = *maxMomentum_;
    return policy;
}

Sweep PolicyOptions::sweep() const {
    Sweep policy{.lrMin = required(lrMin_, "sweep", "--lr-min"),
                 .lrMax = required(lrMax_, "sweep", "--lr-max"),
                 .ramp = readRamp(ramp_)};
    if (momentum_) policy.momentum = *momentum_;
    return policy;
}

} // namespace cyclo::cli
