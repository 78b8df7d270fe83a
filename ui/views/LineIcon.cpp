// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/LineIcon.h"

#include <QPainter>
#include <QPalette>
#include <QSvgRenderer>

namespace cyclo::ui {

QPixmap linePixmap(const QString& name, const QColor& colour, int size, qreal devicePixelRatio) {
    QPixmap pixmap(qRound(size * devicePixelRatio), qRound(size * devicePixelRatio));
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    QSvgRenderer(QStringLiteral(":/icons/%1.svg").arg(name)).render(&painter);
    // The files are black: only their coverage is used.
    painter.setCompositionMode(QPainter::CompositionMode_SourceIn);
    painter.fillRect(pixmap.rect(), colour);
    painter.end();
    pixmap.setDevicePixelRatio(devicePixelRatio);
    return pixmap;
}

QIcon lineIcon(const QString& name, const QPalette& palette) {
    constexpr int kSize = 16;
    QIcon icon;
    for (const qreal ratio : {1.0, 2.0}) {
        icon.addPixmap(linePixmap(name, palette.color(QPalette::Active, QPalette::ButtonText), kSize, ratio));
        icon.addPixmap(
            linePixmap(name, palette.color(QPalette::Disabled, QPalette::ButtonText), kSize, ratio),
            QIcon::Disabled);
    }
    return icon;
}

} // namespace cyclo::ui
