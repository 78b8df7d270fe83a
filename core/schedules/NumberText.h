// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace cyclo {

/// Numbers in sentences and tables, in the C locale. What is no number is "nan", never "-nan".

std::string exactText(double value);      ///< the shortest that reads back as the same double: "0.1", "1e-05"
std::string numberText(double value);     ///< three significant digits: "0.0316", "1.2e+09"
std::string percentText(double fraction); ///< "97.21 %"
std::string durationText(double seconds); ///< "0:42" (minutes:seconds) or "1:02:03"

} // namespace cyclo
