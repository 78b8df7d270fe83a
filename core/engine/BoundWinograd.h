// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/Op.h"
#include "core/engine/Winograd.h"

#include <optional>
#include <vector>

namespace cyclo::engine {

/// A WinogradConvolution with the memories it works on, as BoundPrimitive is a primitive.
class BoundWinograd {
public:
    struct Forward {
        memory src;
        memory weights;
        memory bias; ///< empty: there is none
        bool relu = false;
        memory dst;
    };
    struct BackwardData {
        memory diffDst;
        memory weights;
        memory diffSrc;
    };

    /// @return nothing where oneDNN's primitive is faster or alone knows these layouts
    static std::optional<BoundWinograd> ifPays(PlanContext& context, const Forward& on,
                                               const Window2d& window);
    static std::optional<BoundWinograd> ifPays(PlanContext& context, const BackwardData& on,
                                               const Window2d& window);

    /// Memory that the op that runs next goes through, which has its place: fetched while this one
    /// multiplies. More of it than the caches hold is let pass.
    void fetchMeanwhile(const std::vector<memory>& next);

    void execute();

private:
    BoundWinograd(PlanContext& context, const WinogradConvolution& compute, const Forward& memories);

    WinogradConvolution compute_;
    Forward memories_; ///< the way back has a source and a result, too
    memory scratch_;
    std::vector<MemoryPiece> next_;
};

} // namespace cyclo::engine
