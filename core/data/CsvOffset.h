// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>

namespace cyclo {

/// What is to be taken off the numbers of a column before they become floats: their mean where single
/// precision would lose their spread (a time of 1.7e9 s within a minute), else 0, so that other columns stay
/// as they are.
double offsetOf(std::span<const double> numbers);

} // namespace cyclo
