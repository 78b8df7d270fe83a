// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/MemberProgress.h"

#include <algorithm>

namespace cyclo::cli {

void MemberProgress::stageStarted(std::size_t members) {
    progress_.begin(members);
    const std::lock_guard lock(mutex_);
    running_.clear();
}

void MemberProgress::memberStarted(const SweepMember& member, const RunInfo& info) {
    progress_.runStarted(info);
    const std::lock_guard lock(mutex_);
    running_.push_back({.member = member, .info = info});
}

void MemberProgress::memberStepped(const SweepMember& member, const StepRecord& step,
                                   const std::function<std::string()>& name) {
    progress_.stepEnded(running(member, 1).info, step, name);
}

void MemberProgress::memberEnded(const SweepMember& member, const std::string& how) {
    const Running ended = running(member, 0);
    progress_.runEnded(ended.info, ended.steps, how);
}

MemberProgress::Running MemberProgress::running(const SweepMember& member, std::int64_t stepsMore) {
    const std::lock_guard lock(mutex_);
    const auto found = std::ranges::find(running_, member, &Running::member);
    if (found == running_.end()) return {.member = member, .info = {}};
    found->steps += stepsMore;
    return *found;
}

} // namespace cyclo::cli
