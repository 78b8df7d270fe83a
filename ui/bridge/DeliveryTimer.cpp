// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/DeliveryTimer.h"

#include <algorithm>
#include <ctime>

namespace cyclo::ui {

using namespace std::chrono_literals;

namespace {

constexpr auto kShortest = 33ms;
constexpr auto kLongest = 400ms;
/// 1.5 % of a core: training waits for its slower thread, and the display takes its part as well.
constexpr int kTimesSpent = 66;

std::chrono::nanoseconds processorTime() {
    timespec now{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return std::chrono::seconds(now.tv_sec) + std::chrono::nanoseconds(now.tv_nsec);
}

} // namespace

std::chrono::milliseconds deliveryInterval(std::chrono::nanoseconds spent) {
    const auto wanted =
        std::chrono::ceil<std::chrono::milliseconds>(std::min<std::chrono::nanoseconds>(spent, kLongest));
    return std::clamp<std::chrono::milliseconds>(wanted * kTimesSpent, kShortest, kLongest);
}

DeliveryTimer::DeliveryTimer(QObject* parent) : QTimer(parent) {
    connect(this, &QTimer::timeout, this, &DeliveryTimer::adapt);
}

void DeliveryTimer::begin() {
    before_ = processorTime();
    start(kShortest);
}

void DeliveryTimer::adapt() {
    const auto now = processorTime();
    setInterval(deliveryInterval(now - before_));
    before_ = now;
}

} // namespace cyclo::ui
