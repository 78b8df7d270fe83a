// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/peers/PeerFinder.h"

#include <span>
#include <vector>

namespace cyclo {

/// The running means of other finders and where these end a sweep: the losses they plot, up to the one they
/// stop at. A NaN stays in all means after it.

/// fastai 2: mean with weight 0.98 on the past, corrected for its start, in single precision with one fused
/// rounding; stops above 4 times the best.
std::vector<double> plottedByFastai(std::span<const double> losses);

/// fastai 1: the same in double precision; stops at NaN too.
std::vector<double> plottedByFastai1(std::span<const double> losses);

/// pytorch-lr-finder and ignite: S_0 = L_0, S_t = 0.05·L_t + 0.95·S_{t-1}, not corrected; stops above 5 times
/// the best.
std::vector<double> plottedByLrFinder(std::span<const double> losses);

/// Lightning: fastai's mean, corrected for one step more than were made: the first value is 0.505 of the
/// loss. Stops above 4 times the best before it.
std::vector<double> plottedByLightning(std::span<const double> losses);

/// ktrain: fastai's mean in double precision; stops above 4 times the best before it.
std::vector<double> plottedByKtrain(std::span<const double> losses);

inline constexpr double kSmoothF =
    0.05; ///< weight of the newest loss in pytorch-lr-finder and ignite, by default

/// The raw losses that a finder's running means were made of: the means undone. What was rounded in the means
/// comes back up to 50 times larger. @param smoothF  of those of pytorch-lr-finder and ignite, in (0, 1]; the
/// others are taken at their default weight
std::vector<double> rawLosses(PeerFinder smoothedBy, std::span<const double> plotted,
                              double smoothF = kSmoothF);

} // namespace cyclo
