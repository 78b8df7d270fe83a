// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedules/Phases.h"

#include "core/schedules/NumberText.h"
#include "core/schedules/PolicyField.h"
#include "core/schedules/SettingChecks.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace cyclo {

namespace {

/// Both ends to the last bit.
double valueAt(const Course& course, double share) {
    if (share <= 0) return course.from;
    if (share >= 1) return course.to;
    switch (course.curve) {
    case Curve::Linear:
        return std::lerp(course.from, course.to, share);
    case Curve::Cosine:
        return std::lerp(course.from, course.to, (1 - std::cos(std::numbers::pi * share)) / 2);
    case Curve::Exponential:
        break;
    }
    const double value = course.from * std::pow(course.to / course.from, share);
    return std::clamp(value, std::min(course.from, course.to), std::max(course.from, course.to));
}

struct Place {
    const Phase& phase;
    double share;
};

Place placeOf(const Phases& config, std::int64_t step) {
    auto phase = config.phases.begin();
    for (; step >= phase->steps; ++phase)
        step -= phase->steps;
    const auto gaps = std::max<std::int64_t>(1, phase->steps - 1);
    return {*phase, static_cast<double>(step) / static_cast<double>(gaps)};
}

void requireCourse(const std::string& name, const Course& course, Interval range) {
    if (course.curve == Curve::Exponential) range.fromOpen = true;
    for (const double end : {course.from, course.to}) {
        if (!range.contains(end)) {
            detail::refuse(name + " must be " + textOf(range) +
                           (course.curve == Curve::Exponential ? " for an exponential curve" : "") +
                           ", got " + exactText(end));
        }
    }
}

void requirePhase(const Phase& phase, std::size_t number) {
    const auto name = "phase " + std::to_string(number) + ": ";
    if (phase.steps < 1)
        detail::refuse(name + "steps must be at least 1, got " + std::to_string(phase.steps));
    requireCourse(name + "lr", phase.learningRate, kAtLeastZero);
    requireCourse(name + "momentum", phase.momentum, kMomentumRange);
    if (phase.weightDecay) requireCourse(name + "weight_decay", *phase.weightDecay, kAtLeastZero);
}

} // namespace

StepHyperparameters rowAt(const Phases& config, std::int64_t step, std::int64_t) {
    const auto place = placeOf(config, step);
    return {.learningRate = valueAt(place.phase.learningRate, place.share),
            .momentum = valueAt(place.phase.momentum, place.share)};
}

std::optional<double> weightDecayAt(const Phases& config, std::int64_t step) {
    const auto place = placeOf(config, step);
    return place.phase.weightDecay ? std::optional(valueAt(*place.phase.weightDecay, place.share))
                                   : std::nullopt;
}

std::int64_t totalStepsOf(const Phases& config) {
    std::int64_t total = 0;
    for (const auto& phase : config.phases)
        total += phase.steps;
    return total;
}

void requireConsistent(const Phases& config, std::int64_t totalSteps) {
    if (config.phases.empty()) detail::refuse("phases must be a list of at least one phase, got none");
    std::int64_t left = totalSteps;
    for (std::size_t i = 0; i < config.phases.size(); ++i) {
        requirePhase(config.phases[i], i + 1);
        if (config.phases[i].steps > left) {
            detail::refuse("phases must be as long as the run, " + std::to_string(totalSteps) +
                           " steps; phase " + std::to_string(i + 1) + " goes beyond its end");
        }
        left -= config.phases[i].steps;
    }
    if (left > 0) {
        detail::refuse("phases must be as long as the run, " + std::to_string(totalSteps) +
                       " steps; together they have " + std::to_string(totalSteps - left));
    }
}

std::vector<PolicyField> fieldsOf(const Phases&) {
    return {field(
        &Phases::phases,
        {.key = "phases", .label = "Phases", .help = "file with the list of phases", .required = true})};
}

} // namespace cyclo
