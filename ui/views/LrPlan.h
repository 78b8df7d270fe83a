// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/LrSuggestions.h"
#include "core/schedules/Schedule.h"

#include <optional>

namespace cyclo::ui {

/// Learning-rate bounds that a person chose; empty where nobody has. Only people write here.
struct LrPicks {
    std::optional<double> minLr; ///< > 0
    std::optional<double> maxLr; ///< > 0

    bool operator==(const LrPicks&) const = default;
};

/// Where a planned bound comes from.
enum class BoundSource {
    Default,     ///< the policy's own value
    Recommended, ///< the last range test, since nobody picked
    Picked,      ///< a person
    Derived      ///< a factor of ten from the other bound, which a person picked
};

/// The learning rates a training run from here would use.
struct LrBounds {
    double minLr = 0.0;
    double maxLr = 0.0;
    BoundSource minSource = BoundSource::Default;
    BoundSource maxSource = BoundSource::Default;

    bool operator==(const LrBounds&) const = default;
};

/// A pick as a person makes it: the lower of the two picks is the minimum whatever was clicked, so a maximum
/// below the minimum swaps roles instead of being refused. A pick on top of the other one replaces it.
/// @param learningRate  > 0 and finite; else the picks come back unchanged
LrPicks withMinLr(LrPicks picks, double learningRate);
LrPicks withMaxLr(LrPicks picks, double learningRate);

/// Picks win over the recommendation, and that over the policy's own bounds. minLr < maxLr always holds for a
/// policy that has both bounds to set. Where only the peak is one, the lower bound follows from it; a
/// Constant has one learning rate, and minLr equals maxLr. Sweeps and phases keep their own.
LrBounds plannedBounds(const Policy& policy, const LrPicks& picks,
                       const std::optional<LrRecommendation>& recommended);

/// The policy with these bounds in place of its own; a minimum that is a tenth of a picked maximum is left
/// out where the policy has the same rule.
Policy withBounds(Policy policy, const LrBounds& bounds);

/// The policy with the learning rates of another one of its kind.
Policy withLearningRatesOf(Policy policy, const Policy& other);

/// What an edit of the planned policy says about the picks: a learning rate that a person changed is a pick;
/// a base that was emptied is none.
/// @param planned  of the same kind as edited
LrPicks picksAfterEdit(LrPicks picks, const Policy& planned, const Policy& edited);

} // namespace cyclo::ui
