// SPDX-License-Identifier: GPL-3.0-or-later

// The event half of PlotView.
#include "ui/charts/CurveLayer.h"
#include "ui/charts/PlotInteraction.h"
#include "ui/charts/PlotMenu.h"
#include "ui/charts/PlotOverlay.h"
#include "ui/charts/PlotView.h"
#include "ui/theme/Numbers.h"

#include <QContextMenuEvent>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <cmath>
#include <utility>

namespace cyclo::ui {
namespace {

constexpr double kGuideReach = 6.0;

} // namespace

void PlotView::paintEvent(QPaintEvent*) {
    takeIn();
    if (!painted_ || cache_.devicePixelRatio() != devicePixelRatioF()) {
        painted_ = true;
        paintCache();
    }
    QPainter painter(this);
    painter.drawPixmap(0, 0, cache_);
    paintOverlay(painter, frame_, contents_, interaction_->overlay(), toneOf(palette()));
}

void PlotView::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) markDirty();
    QWidget::changeEvent(event);
}

void PlotView::resizeEvent(QResizeEvent* event) {
    markDirty();
    QWidget::resizeEvent(event);
}

bool PlotView::event(QEvent* event) {
    if (event->type() == QEvent::ShortcutOverride) {
        // Keys that the plot acts upon are not taken for shortcuts of the window.
        const auto& key = static_cast<const QKeyEvent&>(*event);
        if (PlotInteraction::isOurs(key)) event->accept();
        return true;
    }
    if (event->type() == QEvent::ToolTip) {
        const auto& help = static_cast<const QHelpEvent&>(*event);
        for (const Guide& guide : contents_.guides) {
            if (std::abs(xPixel(guide.value) - help.pos().x()) > kGuideReach) continue;
            QToolTip::showText(help.globalPos(),
                               tr("%1 %2: %3").arg(guide.label, formatNumber(guide.value), guide.reason),
                               this);
            return true;
        }
        QToolTip::hideText();
    }
    return QWidget::event(event);
}

void PlotView::mousePressEvent(QMouseEvent* event) {
    interaction_->setFocusRing(false);
    interaction_->press(*event);
}

void PlotView::mouseMoveEvent(QMouseEvent* event) {
    interaction_->move(*event);
}

void PlotView::mouseReleaseEvent(QMouseEvent* event) {
    interaction_->release(*event);
}

void PlotView::mouseDoubleClickEvent(QMouseEvent* event) {
    interaction_->doubleClick(*event);
}

void PlotView::leaveEvent(QEvent* event) {
    interaction_->leave();
    QWidget::leaveEvent(event);
}

void PlotView::wheelEvent(QWheelEvent* event) {
    interaction_->wheel(*event);
    event->accept();
}

void PlotView::keyPressEvent(QKeyEvent* event) {
    if (interaction_->key(*event))
        interaction_->setFocusRing(true);
    else
        QWidget::keyPressEvent(event);
}

void PlotView::keyReleaseEvent(QKeyEvent* event) {
    if (!interaction_->keyReleased(*event)) QWidget::keyReleaseEvent(event);
}

void PlotView::focusInEvent(QFocusEvent* event) {
    interaction_->setFocusRing(event->reason() == Qt::TabFocusReason ||
                               event->reason() == Qt::BacktabFocusReason);
    QWidget::focusInEvent(event);
    update();
}

void PlotView::focusOutEvent(QFocusEvent* event) {
    interaction_->setFocusRing(false);
    interaction_->letGoOfSpace();
    QWidget::focusOutEvent(event);
    update();
}

void PlotView::contextMenuEvent(QContextMenuEvent* event) {
    showPlotMenu(*this, event->globalPos());
}

void linkX(PlotView& first, PlotView& second) {
    for (const auto& [from, to] : {std::pair(&first, &second), std::pair(&second, &first)}) {
        QObject::connect(from, &PlotView::xViewChanged, to, &PlotView::setLinkedX);
        QObject::connect(from, &PlotView::crosshairMoved, to, &PlotView::setCrosshair);
        QObject::connect(from, &PlotView::marginsNeeded, to, &PlotView::setMinimumMargins);
    }
}

} // namespace cyclo::ui
