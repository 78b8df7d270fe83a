// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/Theme.h"

#include "ui/theme/StyleSheet.h"

#include <QApplication>
#include <QStyleHints>

namespace cyclo::ui {

Tone desktopTone(QApplication& application) {
    QApplication::setPalette(QPalette()); // an empty palette means the desktop's
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    const Qt::ColorScheme scheme = application.styleHints()->colorScheme();
    if (scheme != Qt::ColorScheme::Unknown) return scheme == Qt::ColorScheme::Dark ? Tone::Dark : Tone::Light;
#endif
    return toneOf(application.palette());
}

Tone applyTheme(QApplication& application, ThemeChoice choice) {
    QApplication::setStyle(QStringLiteral("Fusion"));
    const Tone tone = choice == ThemeChoice::System ? desktopTone(application)
                      : choice == ThemeChoice::Dark ? Tone::Dark
                                                    : Tone::Light;
    QApplication::setPalette(fusionPalette(tone));
    application.setStyleSheet(styleSheet(tone));
    return tone;
}

} // namespace cyclo::ui
