// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>

namespace cyclo::ui {

/// What fields and tables need beside ui/theme/Numbers.h.

/// The shortest text that reads back as the same bits, written as people write it: plain from 0.001 to below
/// a million, else with an exponent ("0.0316", "3.2e-4"). Always with a decimal point, whatever the locale;
/// "NaN", "∞", "−∞" for what is not a number.
QString exactText(double value);

/// A fraction as percent with two decimals: "99.25 %".
QString percentText(double fraction);

/// Reads "1e-4", "0.01", "5E-4", "0,01", with blanks around; nothing if it is not a finite number.
std::optional<double> numberFromText(const QString& text);

} // namespace cyclo::ui
