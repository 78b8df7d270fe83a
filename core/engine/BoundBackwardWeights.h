// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/BackwardWeights.h"
#include "core/engine/Op.h"
#include "core/engine/Winograd.h"

#include <optional>
#include <variant>

namespace cyclo::engine {

/// What a convolution's gradient of the weights is computed from, and where it goes.
struct BackwardWeightsMemories {
    memory src;
    memory diffDst;
    memory diffWeights;
    memory diffBias; ///< empty: there is none
};

/// Code of ours for the gradient of the weights, with the memories it works on, as BoundPrimitive is a
/// primitive.
class BoundBackwardWeights {
public:
    /// @return nothing where oneDNN's primitive is faster or alone knows these layouts
    static std::optional<BoundBackwardWeights>
    ifPays(PlanContext& context, const BackwardWeightsMemories& memories, const Window2d& window);

    void execute();

private:
    using Compute = std::variant<BackwardWeights, WinogradBackwardWeights>;

    BoundBackwardWeights(PlanContext& context, const BackwardWeightsMemories& memories, Compute compute);

    Compute compute_;
    BackwardWeightsMemories memories_;
    memory scratch_;
};

} // namespace cyclo::engine
