// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/EventMailbox.h"

#include <utility>

namespace cyclo::ui {

void EventMailbox::post(BridgeEvent event) {
    const std::lock_guard lock(mutex_);
    events_.push_back(std::move(event));
}

void EventMailbox::postStep(std::uint64_t run, std::optional<std::uint64_t> seed, const StepRecord& step) {
    const std::lock_guard lock(mutex_);
    for (auto event = events_.rbegin(); event != events_.rend(); ++event) {
        auto* batch = std::get_if<StepsRecorded>(&*event);
        if (!batch || batch->run != run) break;
        if (batch->seed != seed) continue;
        batch->steps.append(step);
        return;
    }
    events_.push_back(StepsRecorded{run, seed, {step}});
}

std::deque<BridgeEvent> EventMailbox::take() {
    const std::lock_guard lock(mutex_);
    return std::exchange(events_, {});
}

} // namespace cyclo::ui
