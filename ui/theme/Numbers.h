// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace cyclo::ui {

/// A number as it stands on the screen: three significant digits, written as people write them. From 0.001 to
/// below a million without a power of ten ("0.0316", "0.100", "2.30", "1,404"), else with a power of ten
/// ("3.2e-4", "1.25e7"). Zero is "0"; "NaN", "∞" and "-∞" for what is no number.
QString formatNumber(double value);

/// As formatNumber without zeros at the end of the fraction: "0.1", "2.3". For axis labels and whole
/// settings.
QString formatShort(double value);

/// Every digit, shortest form that reads back to the same bits: for copy and export.
QString formatFull(double value);

/// A count with thousands separated: "1,404".
QString formatCount(long long value);

} // namespace cyclo::ui
