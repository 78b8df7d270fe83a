// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace cyclo {

/// The same learning rate and momentum at every step.
struct Constant {
    double learningRate = 0.01; ///< > 0
    double momentum = 0.9;      ///< in [0, 1)

    bool operator==(const Constant&) const = default;
};

} // namespace cyclo
