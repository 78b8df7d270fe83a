// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/Op.h"

#include <optional>

namespace cyclo::engine {

/// The whole gradient of an activation: the one part where there is one, else the sum of all, made on the way
/// back before the op reads it.
class TotalDiff {
public:
    TotalDiff() = default;
    /// @throws std::invalid_argument  if the activation has no consumer, so that it does not reach the loss
    TotalDiff(PlanContext& context, const Activation& activation);

    const memory& place() const { return place_; }
    bool mayOverwrite() const { return mayOverwrite_; }
    void execute(dnnl::stream& stream) const {
        if (sum_) sum_->execute(stream);
    }

private:
    memory place_;
    bool mayOverwrite_ = false;
    std::optional<BoundPrimitive> sum_;
};

} // namespace cyclo::engine
