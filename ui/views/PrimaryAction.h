// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/views/PageId.h"

#include <QString>

namespace cyclo::ui {

class Workspace;

/// The one thing that the primary button does next.
struct PrimaryAction {
    enum class Kind { RunRangeTest, Sweep, Train, Tune, SaveSchedule, Stop };
    Kind kind = Kind::RunRangeTest;
    bool enabled = true;
    QString text;    ///< a verb
    QString toolTip; ///< what will happen, or why it cannot

    bool operator==(const PrimaryAction&) const = default;
};

/// Before the learning rate is known the next thing is a range test, after it a training; on the page of the
/// range test, a test with changed settings comes first. The pages of batch size and weight decay sweep, the
/// last page saves the schedule; the
/// page of the whole recipe runs it.
/// @param problem  a wrong value in a panel; empty if there is none
/// @param other    the page shows its second picture: the momenta of the schedule
PrimaryAction primaryAction(PageId page, const Workspace& workspace, bool running, const QString& problem,
                            bool other = false);

} // namespace cyclo::ui
