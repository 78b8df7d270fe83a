// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/TrainingObserver.h"

namespace cyclo {

std::string toString(RunOutcome outcome) {
    switch (outcome) {
    case RunOutcome::Completed:
        return "completed";
    case RunOutcome::Stopped:
        return "stopped";
    case RunOutcome::Diverged:
        return "diverged";
    case RunOutcome::Failed:
        return "failed";
    }
    return "failed";
}

} // namespace cyclo
