// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/Op.h"

#include <optional>

namespace cyclo::engine {

/// A change of layout that stands only where two layouts differ.
class Reorder {
public:
    Reorder() = default;

    /// Each notes that the op works on both memories on its way.
    static Reorder forward(PlanContext& context, const memory& from, const memory& to);
    static Reorder backward(PlanContext& context, const memory& from, const memory& to);

    void execute(dnnl::stream& stream) const {
        if (primitive_) primitive_->execute(stream);
    }

private:
    Reorder(PlanContext& context, const memory& from, const memory& to, Moment moment);

    std::optional<BoundPrimitive> primitive_;
};

/// `place` itself if it has this layout, else a new place for it.
memory inLayout(Arena& arena, const memory& place, const memory::desc& layout);

} // namespace cyclo::engine
