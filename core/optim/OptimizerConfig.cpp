// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/optim/OptimizerConfig.h"

#include "core/schedules/NumberText.h"
#include "core/schedules/SettingChecks.h"

#include <array>
#include <utility>

namespace cyclo {

namespace {

template <class Enum> using Words = std::pair<const char*, Enum>;

constexpr std::array<Words<OptimizerKind>, 4> kKinds{{{"sgd", OptimizerKind::Sgd},
                                                      {"nesterov", OptimizerKind::Nesterov},
                                                      {"adam", OptimizerKind::Adam},
                                                      {"adamw", OptimizerKind::AdamW}}};
constexpr std::array<Words<MomentumForm>, 2> kForms{
    {{"pytorch", MomentumForm::PyTorch}, {"caffe", MomentumForm::Caffe}}};
constexpr std::array<Words<WeightDecayMode>, 2> kModes{
    {{"coupled", WeightDecayMode::Coupled}, {"decoupled", WeightDecayMode::Decoupled}}};

template <class Table, class Enum> std::string wordOf(const Table& table, Enum value) {
    for (const auto& [word, known] : table)
        if (known == value) return word;
    return {};
}

template <class Table> auto valueOf(const Table& table, const std::string& text, const std::string& what) {
    std::string all;
    for (const auto& [word, known] : table) {
        if (text == word) return known;
        if (!all.empty()) all += word == table.back().first ? " or " : ", ";
        all += word;
    }
    detail::refuse(what + " must be " + all + ", got '" + text + "'");
}

void requireBetween(const char* option, double from, double to, double value) {
    if (value >= from && value <= to) return;
    detail::refuse(std::string(option) + " must be from " + exactText(from) + " to " + exactText(to) +
                   ", got " + exactText(value));
}

} // namespace

OptimizerConfig usualConfig(OptimizerKind kind) {
    OptimizerConfig config{.kind = kind};
    if (kind == OptimizerKind::AdamW) config.weightDecayMode = WeightDecayMode::Decoupled;
    return config;
}

bool isAdam(OptimizerKind kind) {
    return kind == OptimizerKind::Adam || kind == OptimizerKind::AdamW;
}

void validate(const OptimizerConfig& config) {
    detail::requireMomentum("beta2", config.beta2);
    // A smaller one is zero among 32-bit floats, and 0/0 is what a parameter without a gradient would get.
    requireBetween("eps", 1e-30, 1.0, config.eps);
    if (config.clipNorm) detail::requireAboveZero("clip-norm", *config.clipNorm);
    if (config.kind == OptimizerKind::AdamW && config.weightDecayMode == WeightDecayMode::Coupled)
        detail::refuse("adamw is Adam with decoupled weight decay; for wd-mode coupled take adam");
    if (isAdam(config.kind) && config.momentumForm == MomentumForm::Caffe)
        detail::refuse("momentum-form caffe is one of sgd and nesterov; " + toString(config.kind) +
                       " has no such choice");
}

std::string toString(OptimizerKind kind) {
    return wordOf(kKinds, kind);
}
std::string toString(MomentumForm form) {
    return wordOf(kForms, form);
}
std::string toString(WeightDecayMode mode) {
    return wordOf(kModes, mode);
}

OptimizerKind optimizerKindFromString(const std::string& text) {
    return valueOf(kKinds, text, "the optimizer");
}
MomentumForm momentumFormFromString(const std::string& text) {
    return valueOf(kForms, text, "the momentum form");
}
WeightDecayMode weightDecayModeFromString(const std::string& text) {
    return valueOf(kModes, text, "the weight decay mode");
}

} // namespace cyclo
