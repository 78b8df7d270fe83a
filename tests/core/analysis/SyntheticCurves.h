// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <vector>

namespace cyclo::test {

/// A range-test curve from a formula: no network is trained.
struct SyntheticCurve {
    std::vector<double> learningRates;
    std::vector<double> losses;

    std::size_t size() const { return losses.size(); }
};

/// Rungs of an exponential sweep as fastai has them: from·(to/from)^(t/N), the last one not reached.
std::vector<double> rungs(double from, double to, int count);

/// Loss of a curve with a logistic drop of 1.6 at LR 10^-2.5 and an exponential blow-up.
/// @param u  log10 of the learning rate
double dropAndBlowUp(double u);

/// dropAndBlowUp over 100 rungs from 1e-7 to 10 with `ripple(t)` added.
SyntheticCurve sweepCurve(const std::function<double(int)>& ripple, int count = 100);

/// The curve the published indices of the rules belong to: a ripple of 0.01·sin(1.7 t).
SyntheticCurve goldenCurve();

} // namespace cyclo::test
