// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

namespace cyclo::ui {

/// One thread with one place for a job that waits. The jobs run on the same thread for its whole life, so
/// that what an OpenMP run time sets up for a thread is set up once.
class JobThread {
public:
    JobThread();
    ~JobThread(); ///< drops a job that waits, waits for the one that runs
    JobThread(const JobThread&) = delete;
    JobThread& operator=(const JobThread&) = delete;

    /// Runs `job` when the present one is over; a job that still waits is dropped for it. `job` must not
    /// throw.
    void post(std::function<void()> job);

private:
    void loop();

    std::mutex mutex_;
    std::condition_variable changed_;
    std::function<void()> waiting_;
    bool closing_ = false;
    std::thread thread_; // last: it uses the others
};

} // namespace cyclo::ui
