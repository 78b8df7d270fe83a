// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/experiments/SweepRun.h"
#include "ui/bridge/JobThread.h"
#include "ui/bridge/StepMailbox.h"
#include "ui/bridge/SweepFeed.h"

#include <QList>

#include <exception>
#include <memory>
#include <type_traits>

namespace cyclo::ui {

/// The thread that a sweep, or something made of sweeps, runs on. Puts what its members do into a mailbox, to be
/// emitted by the feed on the GUI thread.
/// @tparam Observer  SweepObserver, or one that watches more
/// @tparam Source    what steps come from; a SweepMember can be one
template <class Observer, class Source> class SweepMail : public Observer {
public:
    explicit SweepMail(SweepFeed& feed) : feed_(feed) {}

    /// Does `work(observer, stop)` on the thread, and then on the GUI thread `ended(record)` with what it returned
    /// as a shared record, or `failed(message)` if it threw.
    template <class Work, class Ended, class Failed> void start(Work work, Ended ended, Failed failed) {
        using Record = std::invoke_result_t<const Work&, Observer&, const StopToken&>;
        stop_.reset();
        thread_->post([this, work, ended, failed] {
            try {
                const auto record = std::make_shared<const Record>(work(*this, stop_));
                mailbox_.post([ended, record] { ended(record); });
            } catch (const std::exception& problem) {
                mailbox_.post([failed, text = QString::fromUtf8(problem.what())] { failed(text); });
            }
        });
    }
    void stop() { stop_.requestStop(); }

    auto take() { return mailbox_.take(); } ///< on the GUI thread

    // --- on the sweep's and its members' threads ---
    void stageStarted(const std::vector<SweepMember>& members) override {
        mailbox_.post([this, list = QList<SweepMember>(members.begin(), members.end())] {
            emit feed_.stageStarted(list);
        });
    }
    void memberStepped(const SweepMember& member, const StepRecord& step) override {
        mailbox_.postStep(member, step);
    }
    void memberEnded(const SweepRecord& soFar, const SweepMemberRecord&) override {
        mailbox_.post(
            [this, record = std::make_shared<const SweepRecord>(soFar)] { emit feed_.memberEnded(record); });
    }

protected:
    /// Stops and waits. For the destructor of the last class: the thread calls its functions until then.
    void finish() {
        stop();
        thread_.reset();
    }

    SweepFeed& feed_;
    StepMailbox<Source> mailbox_;

private:
    StopToken stop_;
    std::unique_ptr<JobThread> thread_ = std::make_unique<JobThread>();
};

} // namespace cyclo::ui
