// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/training/TrainingObserver.h"

#include <QList>

#include <deque>
#include <functional>
#include <mutex>
#include <utility>
#include <variant>

namespace cyclo::ui {

/// What the threads of runs that go side by side have to say, in order, until the GUI thread takes it. Steps
/// of one source that wait side by side lie in one event, so that a burst costs one signal.
/// @tparam Source  tells one run from another; equality comparable
template <class Source> class StepMailbox {
public:
    struct Steps {
        Source source;
        QList<StepRecord> steps;
    };
    using News = std::function<void()>; ///< tells it; called on the GUI thread
    using Event = std::variant<Steps, News>;

    void post(News news) {
        const std::lock_guard lock(mutex_);
        events_.push_back(std::move(news));
    }
    void postStep(const Source& source, const StepRecord& step) {
        const std::lock_guard lock(mutex_);
        for (auto event = events_.rbegin(); event != events_.rend(); ++event) {
            auto* waiting = std::get_if<Steps>(&*event);
            if (!waiting) break;
            if (!(waiting->source == source)) continue;
            waiting->steps.append(step);
            return;
        }
        events_.push_back(Steps{source, {step}});
    }
    std::deque<Event> take() { ///< all of it; the mailbox is empty then
        const std::lock_guard lock(mutex_);
        return std::exchange(events_, {});
    }

private:
    std::mutex mutex_;
    std::deque<Event> events_;
};

} // namespace cyclo::ui
