// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/BackwardWeights.h"
#include "core/engine/Op.h"

#include <optional>

namespace cyclo::engine {

/// What a convolution's gradient of the weights is computed from, and where it goes.
struct BackwardWeightsMemories {
    memory src;
    memory diffDst;
    memory diffWeights;
    memory diffBias; ///< empty: there is none
};

/// BackwardWeights with the memories it works on, as BoundPrimitive is a primitive.
class BoundBackwardWeights {
public:
    /// @return nothing where oneDNN's primitive is faster or alone knows these layouts
    static std::optional<BoundBackwardWeights>
    ifPays(PlanContext& context, const BackwardWeightsMemories& memories, const Window2d& window);

    void execute() const;

private:
    BoundBackwardWeights(PlanContext& context, const BackwardWeightsMemories& memories,
                         const BlockedConvolution& convolution);

    BackwardWeights compute_;
    BackwardWeightsMemories memories_;
    memory scratch_;
};

} // namespace cyclo::engine
