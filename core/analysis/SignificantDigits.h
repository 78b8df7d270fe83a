// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace cyclo {

/// The value with only `digits` significant digits, as its decimal text reads: for answers that are no more
/// exact than that, such as a learning rate from a noisy curve or from a pointer on a chart. What is not
/// finite comes back as it is. @param digits  1 to 17
double roundedToDigits(double value, int digits = 3);

} // namespace cyclo
