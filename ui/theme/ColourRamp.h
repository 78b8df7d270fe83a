// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/Palette.h"

namespace cyclo::ui {

/// A ramp of one hue, the accent's, for numbers that are told by colour: equal steps look equally far apart,
/// and since lightness alone tells them, also to those who see fewer colours. The strong end stands out from
/// the surface: dark on the light one, light on the dark one.
/// @param share  0 at the strong end, 1 at the faint one; clamped
QColor rampColour(double share, Tone tone);

} // namespace cyclo::ui
