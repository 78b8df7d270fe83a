// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/Cast.h"

namespace cyclo::engine {

Cast::Cast(PlanContext& context, ActivationRef src, const memory::desc& layout) : src_(std::move(src)) {
    dst_ = context.result(layout, false);
    reorder_ = Reorder::forward(context, src_->data, dst_->data);
}

} // namespace cyclo::engine
