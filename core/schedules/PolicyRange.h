// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schedules/Policy.h"

namespace cyclo {

/// Between which values something moves.
struct ValueRange {
    double low = 0.0;
    double high = 0.0;

    bool operator==(const ValueRange&) const = default;
};

/// Between which learning rates a policy moves, as its settings say: base to max, min to lr, start to peak of
/// a 1cycle; both the same where it has one learning rate only.
ValueRange lrRangeOf(const Policy& policy);

/// Between which momenta.
ValueRange momentumRangeOf(const Policy& policy);

/// The policy with this as the highest momentum it has; where momentum cycles, the lower bound goes with it
/// where it would be above. Phases keep their own.
/// @param momentum  in [0, 1)
Policy withHighestMomentum(Policy policy, double momentum);

/// The lower learning rate that belongs to a peak other than the policy's own.
double lowLrOf(const Policy& policy, double peak);

} // namespace cyclo
