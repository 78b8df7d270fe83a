// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/PlotInteraction.h"

#include "ui/charts/PlotCells.h"
#include "ui/charts/PlotView.h"

#include <QGuiApplication>
#include <QMouseEvent>
#include <QRubberBand>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>
#include <utility>

namespace cyclo::ui {
namespace {

constexpr double kHandleReach = 8.0; // pixels at either side of its line
constexpr double kPointReach = 10.0;
constexpr double kHandleStart = 3.0; // a shaking hand moves nothing
constexpr double kBandStart = 10.0;  // below it a drag is a click
constexpr double kZoomANotch = 1.25;
constexpr int kNotch = 120;
constexpr int kOneGestureMs = 500; // turns of the wheel within it are one entry of the history

double distance(const QPointF& first, const QPointF& second) {
    return std::hypot(first.x() - second.x(), first.y() - second.y());
}

QPointF inside(const QPointF& position, const QRectF& area) {
    return {std::clamp(position.x(), area.left(), area.right()),
            std::clamp(position.y(), area.top(), area.bottom())};
}

Qt::CursorShape cursorOf(const Handle& handle) {
    if (handle.shape != HandleShape::Point) return Qt::SizeHorCursor;
    return handle.movable ? Qt::SizeAllCursor : Qt::SizeVerCursor;
}

} // namespace

PlotInteraction::PlotInteraction(PlotView& view)
    : view_(view), band_(new QRubberBand(QRubberBand::Rectangle, &view)) {}

OverlayState PlotInteraction::overlay() const {
    OverlayState state{.crosshair = crosshair_,
                       .row = row_,
                       .ghost = {},
                       .activeHandle = activeHandle_,
                       .hoveredHandle = hovered_,
                       .focused = focusRing_};
    const auto& ghost = view_.contents().ghost;
    if (ghost && hover_ && gesture_ == Gesture::None && handleAt(*hover_).isEmpty()) {
        const bool shift = QGuiApplication::keyboardModifiers().testFlag(Qt::ShiftModifier);
        state.ghost = shift ? ghost->onShiftClick : ghost->onClick;
        state.ghost->value = view_.xAt(hover_->x());
    }
    return state;
}

QString PlotInteraction::handleAt(const QPointF& position) const {
    QString nearest;
    double best = 1.0; // in reaches
    for (const Handle& handle : view_.contents().handles) {
        const double away = distanceTo(handle, position);
        const bool tie = away == best && handle.id == activeHandle_;
        if (away < best || tie || (nearest.isEmpty() && away <= best)) {
            best = away;
            nearest = handle.id;
        }
    }
    return nearest;
}

/// In reaches: up to 1 the handle is met.
double PlotInteraction::distanceTo(const Handle& handle, const QPointF& position) const {
    const QRectF area = view_.plotArea();
    const QPointF place = placeOf(handle);
    if (handle.shape == HandleShape::Point) {
        const bool inView = area.adjusted(-1, -1, 1, 1).contains(place);
        return inView ? distance(place, position) / kPointReach : HUGE_VAL;
    }
    const bool near = area.adjusted(-kHandleReach, 0, kHandleReach, 0).contains(position);
    return handle.movable && near ? std::abs(place.x() - position.x()) / kHandleReach : HUGE_VAL;
}

/// In pixels; of a line the middle.
QPointF PlotInteraction::placeOf(const Handle& handle) const {
    if (handle.shape == HandleShape::Point) return view_.toPixel(handle.value, handle.level, handle.axis);
    return {view_.xPixel(handle.value), view_.plotArea().center().y()};
}

void PlotInteraction::handlesChanged() {
    if (view_.contents().handle(activeHandle_)) return;
    activeHandle_.clear();
    if (gesture_ != Gesture::Handle) return;
    gesture_ = Gesture::None;
    view_.setFrozen(false);
}

void PlotInteraction::moveCrosshair(std::optional<double> x, std::optional<std::size_t> row) {
    if (crosshair_ == x && row_ == row) return;
    crosshair_ = x;
    row_ = row;
    view_.update();
    emit view_.crosshairMoved(x);
}

void PlotInteraction::press(const QMouseEvent& event) {
    clicked_ = false;
    if (gesture_ != Gesture::None) {
        cancel(); // a second button while one is down
        return;
    }
    moved_ = false;
    pressedAt_ = event.position();
    pressedRange_ = view_.viewRange();
    if (event.button() == Qt::MiddleButton || (space_ && event.button() == Qt::LeftButton)) {
        gesture_ = Gesture::Pan;
        spaceHasPanned_ = space_;
        view_.setCursor(Qt::ClosedHandCursor);
        return;
    }
    if (event.button() != Qt::LeftButton) return;
    const QString id = handleAt(pressedAt_);
    if (!id.isEmpty()) {
        gesture_ = Gesture::Handle;
        activeHandle_ = id;
        before_ = *view_.contents().handle(id);
        grabOffset_ = pressedAt_ - placeOf(before_);
        view_.setFrozen(before_.shape == HandleShape::Point);
    } else if (view_.plotArea().contains(pressedAt_)) {
        gesture_ = Gesture::Undecided;
    }
    view_.update();
}

void PlotInteraction::move(const QMouseEvent& event) {
    const QPointF position = event.position();
    switch (gesture_) {
    case Gesture::Handle:
        dragHandle(position);
        return;
    case Gesture::Pan:
        pan(position);
        return;
    case Gesture::Undecided:
        if (distance(position, pressedAt_) < kBandStart) return;
        gesture_ = Gesture::Band;
        [[fallthrough]];
    case Gesture::Band:
        dragBand(position);
        return;
    case Gesture::None:
        break;
    }
    hoverAt(position);
}

void PlotInteraction::hoverAt(const QPointF& position) {
    const bool over = view_.plotArea().contains(position);
    hover_ = over ? std::optional(position) : std::nullopt;
    hovered_ = handleAt(position);
    emit view_.pointed(hover_);
    moveCrosshair(over ? std::optional(view_.xAt(position.x())) : std::nullopt,
                  over ? rowUnder(position) : std::nullopt);
    showCursor(position);
    view_.update();
}

std::optional<std::size_t> PlotInteraction::rowUnder(const QPointF& position) const {
    const PlotContents& contents = view_.contents();
    return contents.cells ? rowAt(contents, view_.yAt(position.y())) : std::nullopt;
}

void PlotInteraction::release(const QMouseEvent& event) {
    const Gesture ended = std::exchange(gesture_, Gesture::None);
    showCursor(event.position());
    if (ended == Gesture::Undecided && event.button() == Qt::LeftButton) {
        clicked_ = true;
        row_ = rowUnder(event.position());
        emit view_.clicked(view_.xAt(event.position().x()), event.modifiers());
    } else if (ended == Gesture::Band) {
        endBand(event.position());
        hoverAt(event.position()); // another value lies under the pointer now
    } else if (ended == Gesture::Handle) {
        endHandle();
    }
    view_.update();
}

void PlotInteraction::endHandle() {
    view_.setFrozen(false);
    const Handle* handle = view_.contents().handle(activeHandle_);
    if (moved_ && handle) emit view_.handleReleased(handle->id, handle->value, handle->level);
}

void PlotInteraction::doubleClick(const QMouseEvent& event) {
    if (event.button() != Qt::LeftButton) return;
    if (std::exchange(clicked_, false)) emit view_.clickRevoked();
    view_.fitByHand();
}

void PlotInteraction::leave() {
    hover_.reset();
    hovered_.clear();
    emit view_.pointed(std::nullopt);
    moveCrosshair(std::nullopt, std::nullopt);
    view_.update();
}

void PlotInteraction::showCursor(const QPointF& position) {
    if (space_)
        view_.setCursor(Qt::OpenHandCursor);
    else if (const Handle* handle = view_.contents().handle(handleAt(position)))
        view_.setCursor(cursorOf(*handle));
    else if (view_.plotArea().contains(position))
        view_.setCursor(Qt::CrossCursor);
    else
        view_.unsetCursor();
}

void PlotInteraction::dragHandle(const QPointF& position) {
    const bool isPoint = before_.shape == HandleShape::Point;
    const QPointF way = position - pressedAt_;
    const double far = isPoint ? std::hypot(way.x(), way.y()) : std::abs(way.x());
    if (!moved_ && far < kHandleStart) return;
    moved_ = true;
    const QPointF place = inside(position - grabOffset_, view_.plotArea());
    // Steps are whole and pixels are not: a hand that goes straight up moves nothing sideways.
    const bool sideways = before_.movable && (!isPoint || std::abs(way.x()) >= kHandleStart);
    put(sideways ? view_.xAt(place.x()) : before_.value,
        isPoint ? view_.yAt(place.y(), before_.axis) : before_.level);
}

void PlotInteraction::dragBand(const QPointF& position) {
    const QRectF area = view_.plotArea();
    QRectF box = QRectF(pressedAt_, inside(position, area)).normalized();
    // A flat band chooses along one axis only.
    if (box.height() < kBandStart)
        box = QRectF(box.left(), area.top(), box.width(), area.height());
    else if (box.width() < kBandStart)
        box = QRectF(area.left(), box.top(), area.width(), box.height());
    band_->setGeometry(box.toRect());
    band_->show();
}

void PlotInteraction::endBand(const QPointF& position) {
    band_->hide();
    const QRectF area = view_.plotArea();
    const QRectF box = QRectF(pressedAt_, inside(position, area)).normalized();
    const bool wide = box.width() >= kBandStart;
    const bool high = box.height() >= kBandStart;
    if (!wide && !high) return;
    ViewRange range = view_.viewRange();
    const auto cut = [&](AxisSide side) {
        return AxisRange{view_.yAt(box.bottom(), side), view_.yAt(box.top(), side)};
    };
    if (high) {
        range.left = cut(AxisSide::Left);
        range.right = cut(AxisSide::Right);
    }
    if (wide) range.x = {view_.xAt(box.left()), view_.xAt(box.right())};
    if (!high) range = fittedToX(view_.contents(), range.x);
    view_.goTo(range, true);
}

void PlotInteraction::pan(const QPointF& position) {
    const QRectF area = view_.plotArea();
    const double dx = (pressedAt_.x() - position.x()) / area.width();
    const double dy = (position.y() - pressedAt_.y()) / area.height();
    const PlotContents& contents = view_.contents();
    ViewRange range = pressedRange_;
    range.x = panned(range.x, contents.x.scale, dx);
    range.left = panned(range.left, contents.left.scale, dy);
    range.right = panned(range.right, contents.scaleOf(AxisSide::Right), dy);
    view_.goTo(range, !moved_);
    moved_ = true;
}

void PlotInteraction::wheel(const QWheelEvent& event) {
    const QPoint delta = event.angleDelta();
    const int turn = delta.y() != 0 ? delta.y() : delta.x();
    if (turn == 0) return;
    const bool xOnly = event.modifiers().testFlag(Qt::ControlModifier);
    const bool yOnly = event.modifiers().testFlag(Qt::ShiftModifier);
    zoom(std::pow(kZoomANotch, static_cast<double>(turn) / kNotch),
         inside(event.position(), view_.plotArea()), !yOnly, !xOnly);
}

void PlotInteraction::zoom(double factor, const QPointF& about, bool x, bool y) {
    const PlotContents& contents = view_.contents();
    ViewRange range = view_.viewRange();
    if (x) range.x = zoomed(range.x, contents.x.scale, view_.xAt(about.x()), factor);
    if (y) {
        range.left = zoomed(range.left, contents.left.scale, view_.yAt(about.y()), factor);
        range.right = zoomed(range.right, contents.scaleOf(AxisSide::Right),
                             view_.yAt(about.y(), AxisSide::Right), factor);
    }
    const bool sameGesture = sinceZoom_.isValid() && sinceZoom_.elapsed() < kOneGestureMs;
    sinceZoom_.start();
    view_.goTo(range, !sameGesture);
}

bool PlotInteraction::cancel() {
    const Gesture ended = std::exchange(gesture_, Gesture::None);
    band_->hide();
    view_.unsetCursor();
    view_.update();
    if (ended == Gesture::Handle) {
        if (moved_) put(before_.value, before_.level);
        endHandle();
    }
    if (ended == Gesture::Pan && moved_) view_.zoomBack();
    return ended != Gesture::None;
}

/// Moves the active handle; those who listen may put it elsewhere.
void PlotInteraction::put(double x, double level) {
    const QString id = activeHandle_;
    view_.setHandleValue(id, x, level);
    moveCrosshair(x, row_);
    emit view_.handleMoved(id, x, level);
}

} // namespace cyclo::ui
