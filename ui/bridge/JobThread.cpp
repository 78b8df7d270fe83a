// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/JobThread.h"

#include <utility>

namespace cyclo::ui {

JobThread::JobThread() : thread_([this] { loop(); }) {}

JobThread::~JobThread() {
    {
        const std::lock_guard lock(mutex_);
        closing_ = true;
    }
    changed_.notify_one();
    thread_.join();
}

void JobThread::post(std::function<void()> job) {
    {
        const std::lock_guard lock(mutex_);
        waiting_ = std::move(job);
    }
    changed_.notify_one();
}

void JobThread::loop() {
    for (;;) {
        std::function<void()> job;
        {
            std::unique_lock lock(mutex_);
            changed_.wait(lock, [this] { return closing_ || waiting_; });
            if (closing_) return;
            job = std::exchange(waiting_, nullptr);
        }
        job();
    }
}

} // namespace cyclo::ui
