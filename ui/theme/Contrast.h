// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>

namespace cyclo::ui {

/// Contrast of two opaque colours as WCAG 2.1 counts it, in [1, 21]: 7 and more for text, 3 and more for
/// lines and marks.
double contrastRatio(const QColor& first, const QColor& second);

/// `top` laid over `bottom` with opacity `alpha` in [0, 1], as an opaque colour. A faint line drawn in it
/// does not darken where its segments meet.
QColor blended(const QColor& top, const QColor& bottom, double alpha);

} // namespace cyclo::ui
