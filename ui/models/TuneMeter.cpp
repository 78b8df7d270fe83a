// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/TuneMeter.h"

#include <algorithm>
#include <utility>

namespace cyclo::ui {

namespace {

constexpr double kShortestMeasured = 2.0; ///< seconds; a speed over less is noise

} // namespace

void TuneMeter::start(std::vector<TuneBudget> budget, std::int64_t samples, double seconds) {
    budget_ = std::move(budget);
    part_ = 0;
    samples_ = static_cast<double>(samples);
    seenInPart_ = seen_ = 0.0;
    start_ = seconds;
}

void TuneMeter::beginPart(const std::string& part) {
    const auto found = std::ranges::find(budget_, part, &TuneBudget::part);
    if (found == budget_.end()) return;
    part_ = static_cast<std::size_t>(found - budget_.begin());
    seenInPart_ = 0.0;
}

void TuneMeter::add(double samples) {
    seenInPart_ += samples;
    seen_ += samples;
}

double TuneMeter::share() const {
    double all = 0.0, over = seenInPart_ / samples_;
    for (std::size_t i = 0; i < budget_.size(); ++i) {
        all += budget_[i].epochs;
        if (i < part_) over += budget_[i].epochs;
    }
    return all > 0.0 ? std::clamp(over / all, 0.0, 1.0) : 0.0;
}

std::optional<double> TuneMeter::secondsLeft(double seconds) const {
    const double span = seconds - start_;
    if (span < kShortestMeasured || seen_ <= 0.0) return std::nullopt;
    double all = 0.0;
    for (const TuneBudget& part : budget_)
        all += part.epochs;
    return (1.0 - share()) * all * samples_ * span / seen_;
}

} // namespace cyclo::ui
