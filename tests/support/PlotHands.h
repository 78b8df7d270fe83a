// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/PlotView.h"

#include <QImage>
#include <QTest>

namespace cyclo::test {

/// Mouse and eyes for tests of plots. Places are in values, never literal pixels.
class PlotHands {
public:
    explicit PlotHands(ui::PlotView& plot) : plot_(plot) {}

    /// A point of the plot area at this x, at this share of its height from the top.
    QPoint at(double x, double share = 0.4) {
        const QRectF area = plot_.plotArea();
        return QPointF(plot_.xPixel(x), area.top() + share * area.height()).toPoint();
    }
    /// What the plot must report for a click there: the value of the whole pixel that was hit.
    double valueAt(double x) { return plot_.xAt(at(x).x()); }

    void click(double x, Qt::KeyboardModifiers modifiers = {}) {
        QTest::mouseClick(&plot_, Qt::LeftButton, modifiers, at(x));
    }
    void press(double x, Qt::MouseButton button = Qt::LeftButton) {
        QTest::mousePress(&plot_, button, {}, at(x));
    }
    void moveTo(const QPoint& place) { QTest::mouseMove(&plot_, place); }
    void moveTo(double x) { moveTo(at(x)); }
    void release(double x, Qt::MouseButton button = Qt::LeftButton) {
        QTest::mouseRelease(&plot_, button, {}, at(x));
    }
    void drag(double from, double to) {
        press(from);
        moveTo(to);
        release(to);
    }

    /// Pixels of nearly this colour in the picture.
    static int ink(const QImage& picture, const QColor& colour) {
        int count = 0;
        for (int y = 0; y < picture.height(); ++y) {
            for (int x = 0; x < picture.width(); ++x) {
                const QColor pixel = picture.pixelColor(x, y);
                const int away = std::abs(pixel.red() - colour.red()) +
                                 std::abs(pixel.green() - colour.green()) +
                                 std::abs(pixel.blue() - colour.blue());
                if (away < 24) ++count;
            }
        }
        return count;
    }
    int ink(const QColor& colour) { return ink(plot_.grab().toImage(), colour); }

private:
    ui::PlotView& plot_;
};

} // namespace cyclo::test
