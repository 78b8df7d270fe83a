// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/EventMailbox.h"

#include <utility>

namespace cyclo::ui {

void EventMailbox::post(BridgeEvent event) {
    const std::lock_guard lock(mutex_);
    events_.push_back(std::move(event));
}

void EventMailbox::postStep(std::uint64_t run, const StepRecord& step) {
    const std::lock_guard lock(mutex_);
    auto* batch = events_.empty() ? nullptr : std::get_if<StepsRecorded>(&events_.back());
    if (batch && batch->run == run)
        batch->steps.append(step);
    else
        events_.push_back(StepsRecorded{run, {step}});
}

std::deque<BridgeEvent> EventMailbox::take() {
    const std::lock_guard lock(mutex_);
    return std::exchange(events_, {});
}

} // namespace cyclo::ui
