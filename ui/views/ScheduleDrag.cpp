// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/ScheduleDrag.h"

#include "core/schedules/PolicyKind.h"

namespace cyclo::ui {

Experiment withCorner(const ScheduleDrag& drag, ShapePart part, double step, double value) {
    const Policy moved = withShapePoint(drag.planned, part, step, value, drag.totalSteps);
    Experiment next = drag.before;
    if (moved == drag.planned) return next;
    next.config.policy = withLearningRatesOf(moved, drag.before.config.policy);
    next.picks = picksAfterEdit(drag.before.picks, drag.planned, moved);
    const auto base = numberOf(moved, "base_lr");
    const bool follows = drag.bounds.minSource == BoundSource::Derived;
    if (part == ShapePart::Peak && base && !follows && next.picks != drag.before.picks)
        next.picks.minLr = base;
    return next;
}

} // namespace cyclo::ui
