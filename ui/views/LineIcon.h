// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QIcon>
#include <QPixmap>
#include <QString>

class QPalette;

namespace cyclo::ui {

/// One of our line icons (resources/icons/NAME.svg) drawn in one colour.
/// @param size  in device-independent pixels
QPixmap linePixmap(const QString& name, const QColor& colour, int size, qreal devicePixelRatio);

/// The same for buttons and menus: ButtonText of the palette, its disabled colour when disabled.
QIcon lineIcon(const QString& name, const QPalette& palette);

} // namespace cyclo::ui
