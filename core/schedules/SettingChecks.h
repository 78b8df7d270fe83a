// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace cyclo::detail {

/// Checks of single settings. Each throws std::invalid_argument with one sentence that names the option as
/// the command line does, its value, and what would be right. NaN and infinity never pass.

void requireFinite(std::string_view option, double value);
void requireAboveZero(std::string_view option, double value);
void requireAtLeastZero(std::string_view option, double value);
void requireBelow(std::string_view option, double value, std::string_view limitOption, double limit);
void requireAtMost(std::string_view option, double value, std::string_view limitOption, double limit);

/// In [0, 1), momentum or one of Adam's betas: at 1 nothing is ever forgotten.
void requireMomentum(std::string_view option, double value);

/// "max-lr" for the key "max_lr": a setting as the command line names it.
std::string optionName(std::string_view key);

[[noreturn]] void refuse(const std::string& sentence);

} // namespace cyclo::detail
