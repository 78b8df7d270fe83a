// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/PlotOverlay.h"
#include "ui/charts/ViewRange.h"

#include <QElapsedTimer>
#include <QObject>
#include <QPointF>
#include <QString>

#include <optional>

class QKeyEvent;
class QMouseEvent;
class QRubberBand;
class QWheelEvent;

namespace cyclo::ui {

class PlotView;

/// The hands on a plot: turns mouse and keys into what PlotView's signals and ranges say. It has its own hit
/// testing; a line is met within eight pixels, a point within ten.
class PlotInteraction {
public:
    explicit PlotInteraction(PlotView& view);

    void press(const QMouseEvent& event);
    void move(const QMouseEvent& event);
    void release(const QMouseEvent& event);
    void doubleClick(const QMouseEvent& event);
    void leave();
    void wheel(const QWheelEvent& event);
    bool key(const QKeyEvent& event);         ///< false: there was nothing for it to do
    bool keyReleased(const QKeyEvent& event); ///< false: likewise
    void letGoOfSpace();
    static bool isOurs(const QKeyEvent& event); ///< a key that the plot acts upon

    void setCrosshair(std::optional<double> x) { crosshair_ = x; }
    std::optional<double> crosshair() const { return crosshair_; }
    std::optional<std::size_t> row() const { return row_; }
    void setActiveHandle(const QString& id) { activeHandle_ = id; }
    const QString& activeHandle() const { return activeHandle_; }
    void setFocusRing(bool on) { focusRing_ = on; }
    void handlesChanged(); ///< lets go of a handle that is gone

    OverlayState overlay() const;

private:
    enum class Gesture { None, Undecided, Band, Handle, Pan };

    QString handleAt(const QPointF& position) const;
    double distanceTo(const Handle& handle, const QPointF& position) const;
    QPointF placeOf(const Handle& handle) const;
    void hoverAt(const QPointF& position);
    void moveCrosshair(std::optional<double> x, std::optional<std::size_t> row);
    std::optional<std::size_t> rowUnder(const QPointF& position) const;
    void dragHandle(const QPointF& position);
    void dragBand(const QPointF& position);
    void pan(const QPointF& position);
    void endBand(const QPointF& position);
    bool cancel();
    void zoom(double factor, const QPointF& about, bool x, bool y);
    void zoomByKey(double factor);
    bool step(int samples);
    bool goToEnd(bool last);
    bool takeAway(const QKeyEvent& event);
    bool nudge(double share);
    bool stepRow(int rows);
    bool nextHandle(int by);
    void leaveMouse();
    void moveTo(double x);
    void settle(double x, double level);
    void put(double x, double level);
    void endHandle();
    bool pick(Qt::KeyboardModifiers modifiers);
    const PlotCurve* steppedCurve() const;
    void showCursor(const QPointF& position);

    PlotView& view_;
    Gesture gesture_ = Gesture::None;
    QPointF pressedAt_;
    ViewRange pressedRange_;
    std::optional<double> crosshair_;
    std::optional<std::size_t> row_; ///< of a map: where the crosshair is
    std::optional<QPointF> hover_;   ///< over the plot area, no button down
    QString activeHandle_;
    QString hovered_;      ///< the handle under the mouse
    QPointF grabOffset_;   ///< pixels from the handle to where it was taken
    Handle before_;        ///< the handle as it was taken
    bool moved_ = false;   ///< the handle or the view, in this drag
    bool clicked_ = false; ///< the last release was a click
    bool focusRing_ = false;
    bool space_ = false;          ///< held down: the hand that pans
    bool spaceHasPanned_ = false; ///< so its release is not the tap that others wait for
    QRubberBand* band_ = nullptr; ///< child of the view
    QElapsedTimer sinceZoom_;
};

} // namespace cyclo::ui
