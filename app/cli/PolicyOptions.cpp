// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/PolicyOptions.h"

#include "app/cli/Report.h"
#include "core/persistence/PhasesJson.h"

#include <algorithm>
#include <sstream>

namespace cyclo::cli {

namespace {

const std::string kFlavour = "--flavour";

void addNew(std::vector<std::string>& list, const std::string& word) {
    if (!word.empty() && std::ranges::find(list, word) == list.end()) list.push_back(word);
}

std::vector<std::string> policyNames() {
    std::vector<std::string> names;
    for (const auto& kind : policyKinds())
        addNew(names, kind.name);
    return names;
}

/// Empty where the policy has one flavour only.
std::vector<std::string> flavoursOf(const std::string& policy) {
    std::vector<std::string> flavours;
    for (const auto& kind : policyKinds())
        if (kind.name == policy) addNew(flavours, kind.flavour);
    return flavours;
}

std::vector<std::string> optionsOf(const PolicyKind& kind) {
    std::vector<std::string> names;
    if (!kind.flavour.empty()) names.push_back(kFlavour);
    for (const auto& field : kind.fields)
        names.push_back(field.option(kind.defaults));
    return names;
}

std::string titleOf(const PolicyKind& kind) {
    return "--policy " + kind.name + (kind.flavour.empty() ? "" : " " + kFlavour + " " + kind.flavour);
}

std::string readWord(const std::string& option, const std::string& text,
                     const std::vector<std::string>& words) {
    if (std::ranges::find(words, text) != words.end()) return text;
    throw UsageError(option + " must be " + listOf(words) + ", got '" + text + "'");
}

std::vector<double> readShares(const std::string& option, const std::string& text) {
    std::vector<double> shares;
    std::istringstream list(text + ",");
    for (std::string share; std::getline(list, share, ',');)
        shares.push_back(readNumber(option, share));
    return shares;
}

FieldValue readField(const PolicyField& field, const std::string& option, const std::string& text) {
    switch (field.type) {
    case FieldType::Number:
        return readNumber(option, text);
    case FieldType::Count:
        return readCount(option, text, {static_cast<std::int64_t>(field.range.from), kMostSteps});
    case FieldType::Flag:
        return !option.starts_with("--no-");
    case FieldType::Word:
        return readWord(option, text, field.words);
    case FieldType::Shares:
        return readShares(option, text);
    case FieldType::Phases:
        break;
    }
    return loadPhases(text);
}

std::string typeName(FieldType type) {
    switch (type) {
    case FieldType::Number:
        return "NUMBER";
    case FieldType::Count:
        return "COUNT";
    case FieldType::Flag:
        return "";
    case FieldType::Word:
        return "WORD";
    case FieldType::Shares:
        return "NUMBER,...";
    case FieldType::Phases:
        break;
    }
    return "FILE";
}

struct ShownValue {
    std::string operator()(double value) const { return exactText(value); }
    std::string operator()(std::int64_t value) const { return std::to_string(value); }
    std::string operator()(bool) const { return ""; }
    std::string operator()(const std::string& word) const { return word; }
    std::string operator()(const std::vector<double>& shares) const {
        std::string text;
        for (const double share : shares)
            text += (text.empty() ? "" : ",") + exactText(share);
        return text;
    }
    std::string operator()(const std::vector<Phase>&) const { return ""; }
};

std::string shownDefault(const PolicyKind& kind, const PolicyField& field) {
    if (field.required) return "";
    const auto value = field.get(kind.defaults);
    return value ? std::visit(ShownValue{}, *value) : field.leftOut;
}

/// What one option is to all the policies that have it.
struct OptionHelp {
    const PolicyField* field = nullptr; ///< the first one
    std::vector<std::string> policies;
    std::vector<std::string> defaults;
    std::vector<std::string> required; ///< the policies that have none
};

OptionHelp helpOf(const std::string& option) {
    OptionHelp help;
    for (const auto& kind : policyKinds()) {
        for (const auto& field : kind.fields) {
            if (field.option(kind.defaults) != option) continue;
            if (!help.field) help.field = &field;
            addNew(help.policies, kind.name);
            addNew(help.defaults, shownDefault(kind, field));
            if (field.required) addNew(help.required, kind.name);
        }
    }
    return help;
}

std::string joined(const std::vector<std::string>& words, const std::string& between) {
    std::string text;
    for (const auto& word : words)
        text += (text.empty() ? "" : between) + word;
    return text;
}

} // namespace

Ramp readRamp(const std::string& text) {
    return readWord("--ramp", text, {"exp", "linear"}) == "exp" ? Ramp::Exponential : Ramp::Linear;
}

std::optional<std::int64_t> ownLengthOf(const Policy& policy) {
    const auto* phases = std::get_if<Phases>(&policy);
    return phases ? std::optional(totalStepsOf(*phases)) : std::nullopt;
}

void PolicyOptions::addTo(CLI::App& app) {
    addText(
        app, "--policy", "WORD",
        [this](const std::string& text) { policy_ = readWord("--policy", text, policyNames()); },
        "how learning rate and momentum move: " + listOf(policyNames()))
        ->group("Policy");
    options_[kFlavour] = addText(
        app, kFlavour, "WORD", [this](const std::string& text) { flavour_ = text; },
        "onecycle: as Smith, PyTorch or fastai has it: " + listOf(flavoursOf("onecycle")),
        flavoursOf("onecycle").front());
    options_[kFlavour]->group("Policy");
    for (const auto& kind : policyKinds())
        for (const auto& field : kind.fields)
            addField(app, field.option(kind.defaults));
}

void PolicyOptions::addField(CLI::App& app, const std::string& name) {
    if (options_.contains(name)) return;
    const auto help = helpOf(name);
    const bool isNegated = name.starts_with("--no-");
    const bool someNeedIt = !help.defaults.empty() && !help.required.empty();
    const auto text = joined(help.policies, ", ") + ": " + (isNegated ? "do not " : "") + help.field->help +
                      (someNeedIt ? "; must be given for " + joined(help.required, ", ") : "");
    auto*& option = options_[name];
    if (help.field->type == FieldType::Flag)
        option = app.add_flag(name, text);
    else
        option = addText(
            app, name, typeName(help.field->type),
            [this, name](const std::string& given) { texts_[name] = given; }, text,
            joined(help.defaults, " or "));
    option->group("Policy");
}

const PolicyKind& PolicyOptions::kind() const {
    if (policy_.empty()) throw UsageError("--policy is missing; choose " + listOf(policyNames()));
    const auto flavours = flavoursOf(policy_);
    if (!flavour_.empty() && !flavours.empty()) readWord(kFlavour, flavour_, flavours);
    return *findPolicyKind(policy_, flavours.empty() ? "" : flavour_);
}

Policy PolicyOptions::policy(const std::optional<LrRecommendation>& recommended) const {
    const auto& chosen = kind();
    refuseForeign(chosen);
    Policy policy = chosen.defaults;
    const auto* peak = peakLrField(policy);
    if (recommended && !peak)
        throw UsageError("--curve gives the highest learning rate, which --policy " + policy_ +
                         " does not take");
    if (recommended) {
        peak->set(policy, recommended->maxLr);
        if (const auto* base = chosen.find("base_lr")) base->set(policy, recommended->minLr);
    }
    setGiven(policy, chosen, recommended.has_value());
    return policy;
}

void PolicyOptions::setGiven(Policy& policy, const PolicyKind& kind, bool hasPeak) const {
    const auto* peak = peakLrField(policy);
    for (const auto& field : kind.fields) {
        const auto option = field.option(kind.defaults);
        const auto text = texts_.find(option);
        if (isGiven(option)) {
            field.set(policy, readField(field, option, text == texts_.end() ? "" : text->second));
        } else if (field.required && !(hasPeak && (&field == peak || field.key == "base_lr"))) {
            throw UsageError("--policy " + policy_ + " needs " + option +
                             (&field == peak ? ", or --curve FILE" : ""));
        }
    }
    for (const auto& field : kind.fields) {
        if (const auto option = field.option(kind.defaults); isGiven(option) && !field.isUsed(policy))
            throw UsageError(option + " would do nothing: " + field.unusedBecause);
    }
}

void PolicyOptions::refuseForeign(const PolicyKind& kind) const {
    const auto own = optionsOf(kind);
    for (const auto& [name, option] : options_) {
        if (option->count() > 0 && std::ranges::find(own, name) == own.end()) {
            throw UsageError(name + " does not belong to " + titleOf(kind) + ", which takes " + listOf(own));
        }
    }
}

void PolicyOptions::refuseAll(const std::string& because) const {
    if (given()) throw UsageError("--policy " + policy_ + " cannot stand beside " + because);
    for (const auto& [name, option] : options_) {
        if (option->count() > 0) throw UsageError(name + " cannot stand beside " + because);
    }
}

} // namespace cyclo::cli
