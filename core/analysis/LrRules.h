// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <span>

namespace cyclo {

/// The rules of learning-rate finders as functions of a plain series: what they look at is already smoothed
/// and trimmed. All values finite. Each returns an index into the series; nothing where the series is too
/// short to ask. The first of equal answers wins.

/// Lowest loss. Needs 1 sample.
std::optional<std::size_t> lowestIndex(std::span<const double> losses);

/// fastai's "valley": half way (a third and half of a third) along the longest strictly falling subsequence,
/// which is taken to end where it does and to be contiguous. The index can become -1, where Python reads the
/// last sample. A NaN belongs to no subsequence. Needs 1 sample. O(n log n).
std::optional<std::ptrdiff_t> fastaiValleyIndex(std::span<const double> losses);

/// The same, but 0 where it would be -1.
std::optional<std::size_t> valleyIndex(std::span<const double> losses);

/// fastai's "slide": from the right end leftwards, until the slope 15 samples further left is within 0.005
/// of the slope here. The threshold is absolute: the answer depends on the scale of the loss. Needs 16
/// samples.
std::optional<std::size_t> slideIndex(std::span<const double> losses);

/// What slide is after, without its threshold, which a smooth curve steps over, and without its fixed lag:
/// from the steepest rise after `lowest` leftwards, as long as the slope is lower by `lag` samples further
/// left. It ends about half a lag left of the steepest fall. Needs a rise at least `lag` samples from the
/// left end.
/// @param lowest  index of the minimum, inside the series
/// @param lag     > 0
std::optional<std::size_t> slideFromRise(std::span<const double> losses, std::size_t lowest, std::size_t lag);

} // namespace cyclo
