// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/OptimizerOptions.h"

#include "app/cli/Report.h"

namespace cyclo::cli {

namespace {

void refuseForeign(bool given, const char* option, const char* owners, OptimizerKind kind) {
    if (given)
        throw UsageError(std::string(option) + " belongs to --optimizer " + owners + ", not to " +
                         toString(kind));
}

} // namespace

void OptimizerOptions::addTo(CLI::App& app) {
    const OptimizerConfig usual;
    const auto group = [](CLI::Option* option) { option->group("Optimizer"); };
    group(addText(
        app, "--optimizer", "WORD",
        [this](const std::string& text) { kind_ = optimizerKindFromString(text); },
        "sgd (with momentum), nesterov, adam or adamw; momentum is beta1 of the last two",
        toString(usual.kind)));
    group(addText(
        app, "--wd-mode", "WORD",
        [this](const std::string& text) { weightDecayMode_ = weightDecayModeFromString(text); },
        "weight decay as L2 in the gradient (coupled) or beside the step (decoupled)",
        "coupled, adamw: decoupled"));
    group(addText(
        app, "--momentum-form", "WORD",
        [this](const std::string& text) { momentumForm_ = momentumFormFromString(text); },
        "sgd, nesterov: learning rate outside the velocity (pytorch) or inside (caffe)",
        toString(usual.momentumForm)));
    group(addNumber(app, "--beta2", beta2_, "adam, adamw: decay of the second moment, in [0, 1)",
                    numberText(usual.beta2)));
    group(addNumber(app, "--eps", eps_, "adam, adamw: added to the root of the second moment",
                    numberText(usual.eps)));
    group(addNumber(app, "--clip-norm", clipNorm_,
                    "shorten a gradient whose L2 norm over all parameters is longer than this", "never"));
}

OptimizerConfig OptimizerOptions::over(const OptimizerConfig& base) const {
    OptimizerConfig config = kind_ ? usualConfig(*kind_) : base;
    refuseForeign(momentumForm_ && isAdam(config.kind), "--momentum-form", "sgd or nesterov", config.kind);
    refuseForeign(beta2_ && !isAdam(config.kind), "--beta2", "adam or adamw", config.kind);
    refuseForeign(eps_ && !isAdam(config.kind), "--eps", "adam or adamw", config.kind);
    config.weightDecayMode = weightDecayMode_.value_or(config.weightDecayMode);
    config.momentumForm = momentumForm_.value_or(config.momentumForm);
    config.beta2 = beta2_.value_or(config.beta2);
    config.eps = eps_.value_or(config.eps);
    if (clipNorm_) config.clipNorm = clipNorm_;
    validate(config);
    return config;
}

std::string optimizerText(const OptimizerConfig& config) {
    std::string text = toString(config.kind);
    if (config.momentumForm == MomentumForm::Caffe) text += ", momentum in Caffe's form";
    text += ", " + toString(config.weightDecayMode) + " weight decay";
    if (config.clipNorm) text += ", gradient norm at most " + numberText(*config.clipNorm);
    return text;
}

} // namespace cyclo::cli
