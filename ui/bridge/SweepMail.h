// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/experiments/SweepRun.h"
#include "ui/bridge/StepMailbox.h"
#include "ui/bridge/SweepFeed.h"

#include <QList>

#include <memory>

namespace cyclo::ui {

/// Puts what the members of a sweep do into a mailbox, to be emitted by the feed on the GUI thread.
/// @tparam Observer  SweepObserver, or one that watches more
/// @tparam Source    what steps come from; a SweepMember can be one
template <class Observer, class Source> class SweepMail : public Observer {
public:
    explicit SweepMail(SweepFeed& feed) : feed_(feed) {}

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
    SweepFeed& feed_;
    StepMailbox<Source> mailbox_;
};

} // namespace cyclo::ui
