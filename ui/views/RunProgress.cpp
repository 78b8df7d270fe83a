// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/RunProgress.h"

#include <cmath>

namespace cyclo::ui {

namespace {

constexpr double kWindowSeconds = 3.0;
constexpr double kShortestSpan = 0.2; ///< a rate over less is noise

} // namespace

void ProgressMeter::start(const RunInfo& info, double seconds) {
    info_ = info;
    progress_ = {};
    progress_.totalSteps = info.totalSteps;
    marks_.assign(1, {0, seconds});
}

void ProgressMeter::add(const StepRecord& last, double seconds) {
    add(last, last.step + 1, seconds);
}

void ProgressMeter::add(const StepRecord& last, std::int64_t stepsDone, double seconds) {
    progress_.stepsDone = stepsDone;
    progress_.learningRate = last.learningRate;
    progress_.momentum = last.momentum;
    marks_.push_back({progress_.stepsDone, seconds});
    while (marks_.size() > 2 && seconds - marks_.front().seconds > kWindowSeconds)
        marks_.pop_front();

    const double span = seconds - marks_.front().seconds;
    if (span < kShortestSpan) return;
    const double stepsPerSecond = static_cast<double>(progress_.stepsDone - marks_.front().stepsDone) / span;
    progress_.imagesPerSecond = stepsPerSecond * static_cast<double>(info_.batchSize);
    if (stepsPerSecond > 0.0)
        progress_.secondsLeft =
            static_cast<double>(progress_.totalSteps - progress_.stepsDone) / stepsPerSecond;
}

QString clockText(double seconds) {
    const auto whole = static_cast<long long>(std::ceil(seconds));
    const QLatin1Char zero('0');
    const long long hours = whole / 3600;
    const QString tail = QStringLiteral("%1").arg(whole % 60, 2, 10, zero);
    if (hours == 0) return QStringLiteral("%1:%2").arg(whole / 60).arg(tail);
    return QStringLiteral("%1:%2:%3").arg(hours).arg(whole / 60 % 60, 2, 10, zero).arg(tail);
}

} // namespace cyclo::ui
