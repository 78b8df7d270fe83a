// SPDX-License-Identifier: GPL-3.0-or-later

// The keyboard half of PlotInteraction.
#include "ui/charts/PlotInteraction.h"
#include "ui/charts/PlotTableDialog.h"
#include "ui/charts/PlotView.h"

#include <QKeyEvent>

#include <algorithm>

namespace cyclo::ui {
namespace {

constexpr double kZoomAKey = 1.5;
constexpr int kLongStep = 10;
constexpr double kNudge = 0.01; // of the view

} // namespace

bool PlotInteraction::isOurs(const QKeyEvent& event) {
    switch (event.key()) {
    case Qt::Key_Left:
    case Qt::Key_Right:
    case Qt::Key_Up:
    case Qt::Key_Down:
    case Qt::Key_Home:
    case Qt::Key_End:
    case Qt::Key_Plus:
    case Qt::Key_Equal:
    case Qt::Key_Minus:
    case Qt::Key_0:
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Escape:
        return true;
    case Qt::Key_T:
        return event.modifiers() == Qt::NoModifier;
    case Qt::Key_H:
        return !(event.modifiers() & ~Qt::ShiftModifier);
    case Qt::Key_C:
        return event.modifiers().testFlag(Qt::ControlModifier);
    default:
        return false;
    }
}

bool PlotInteraction::key(const QKeyEvent& event) {
    const int many = event.modifiers().testFlag(Qt::ControlModifier) ? kLongStep : 1;
    const bool alt = event.modifiers().testFlag(Qt::AltModifier);
    switch (event.key()) {
    case Qt::Key_Left:
        return alt ? (view_.zoomBack(), true) : step(-many);
    case Qt::Key_Right:
        return alt ? (view_.zoomForward(), true) : step(many);
    case Qt::Key_Up:
        return view_.contents().cells ? stepRow(many) : nudge(kNudge * many);
    case Qt::Key_Down:
        return view_.contents().cells ? stepRow(-many) : nudge(-kNudge * many);
    case Qt::Key_H:
        return isOurs(event) && nextHandle(event.modifiers().testFlag(Qt::ShiftModifier) ? -1 : 1);
    case Qt::Key_Home:
        return goToEnd(false);
    case Qt::Key_End:
        return goToEnd(true);
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        zoomByKey(kZoomAKey);
        return true;
    case Qt::Key_Minus:
        zoomByKey(1.0 / kZoomAKey);
        return true;
    case Qt::Key_0:
        view_.fitByHand();
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        return pick(event.modifiers() & ~Qt::KeypadModifier);
    case Qt::Key_Escape:
        if (cancel()) return true;
        if (activeHandle_.isEmpty()) return false;
        activeHandle_.clear();
        view_.update();
        return true;
    case Qt::Key_T:
    case Qt::Key_C:
        return isOurs(event) && takeAway(event);
    case Qt::Key_Space:
        if (event.isAutoRepeat()) return space_;
        space_ = true;
        spaceHasPanned_ = false;
        view_.setCursor(Qt::OpenHandCursor);
        return false; // a tap means something to the window
    case Qt::Key_Shift:
        view_.update(); // the ghost changes its role
        return false;
    default:
        return false;
    }
}

bool PlotInteraction::keyReleased(const QKeyEvent& event) {
    if (event.key() == Qt::Key_Shift) view_.update();
    if (event.key() != Qt::Key_Space || event.isAutoRepeat()) return false;
    letGoOfSpace();
    return spaceHasPanned_;
}

void PlotInteraction::letGoOfSpace() {
    if (space_ && gesture_ == Gesture::None) view_.unsetCursor();
    space_ = false;
}

/// The numbers in a table, or the plot to the clipboard.
bool PlotInteraction::takeAway(const QKeyEvent& event) {
    if (event.key() == Qt::Key_T)
        showPlotTable(view_);
    else if (event.modifiers().testFlag(Qt::ShiftModifier))
        view_.copyNumbers();
    else
        view_.copyPicture();
    return true;
}

/// The curve whose samples the keys visit: the row they are in, else the one with most of them.
const PlotCurve* PlotInteraction::steppedCurve() const {
    const auto& curves = view_.contents().curves;
    if (row_ && *row_ < curves.size() && !curves[*row_].data.drawable().empty()) return &curves[*row_];
    const PlotCurve* most = nullptr;
    for (const PlotCurve& curve : view_.contents().curves) {
        if (curve.data.drawable().empty()) continue;
        if (!most || curve.data.drawable().size() > most->data.drawable().size()) most = &curve;
    }
    return most;
}

/// Moves the active handle, or the crosshair where none is active, along the samples in view.
bool PlotInteraction::step(int samples) {
    const PlotCurve* curve = steppedCurve();
    if (!curve) return false;
    const Handle* handle = view_.contents().handle(activeHandle_);
    const AxisRange seen = view_.viewRange().x;
    const auto all = curve->data.drawable();
    if (!handle && !crosshair_) return goToEnd(samples < 0);
    const double from = handle ? handle->value : *crosshair_;
    const auto nearest = static_cast<std::ptrdiff_t>(*curve->data.nearestIndex(from));
    // From between two samples the first step is to the next one, not past it.
    const double at = all[static_cast<std::size_t>(nearest)].x;
    const int first = (samples > 0 && at > from) ? -1 : (samples < 0 && at < from) ? 1 : 0;
    const auto last = static_cast<std::ptrdiff_t>(all.size()) - 1;
    const auto index = std::clamp<std::ptrdiff_t>(nearest + samples + first, 0, last);
    moveTo(std::clamp(all[static_cast<std::size_t>(index)].x, seen.from, seen.to));
    return true;
}

bool PlotInteraction::goToEnd(bool last) {
    const PlotCurve* curve = steppedCurve();
    if (!curve) return false;
    const AxisRange seen = view_.viewRange().x;
    const auto all = curve->data.drawable();
    const double end = last ? all.back().x : all.front().x;
    moveTo(std::clamp(end, seen.from, seen.to));
    return true;
}

void PlotInteraction::moveTo(double x) {
    leaveMouse();
    const Handle* handle = view_.contents().handle(activeHandle_);
    if (handle && handle->movable)
        settle(x, handle->level);
    else
        moveCrosshair(x, row_ || !view_.contents().cells ? row_ : std::optional<std::size_t>(0));
}

/// The keys have taken over.
void PlotInteraction::leaveMouse() {
    hover_.reset();
    hovered_.clear();
}

/// The active handle in one go.
void PlotInteraction::settle(double x, double level) {
    put(x, level);
    if (const Handle* moved = view_.contents().handle(activeHandle_))
        emit view_.handleReleased(moved->id, moved->value, moved->level);
}

/// Moves the active point up by a share of the height of the view.
bool PlotInteraction::nudge(double share) {
    const Handle* handle = view_.contents().handle(activeHandle_);
    if (!handle || handle->shape != HandleShape::Point) return false;
    leaveMouse();
    const double pixel = placeOf(*handle).y() - share * view_.plotArea().height();
    settle(handle->value, view_.yAt(pixel, handle->axis));
    return true;
}

/// Another row of a map, at the same place or, without a crosshair, at the first sample.
bool PlotInteraction::stepRow(int rows) {
    const auto last = static_cast<std::ptrdiff_t>(view_.contents().curves.size()) - 1;
    if (last < 0) return false;
    if (!crosshair_) return goToEnd(false);
    leaveMouse();
    const auto from = row_ ? static_cast<std::ptrdiff_t>(*row_) : (rows > 0 ? -1 : last + 1);
    moveCrosshair(crosshair_, static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(from + rows, 0, last)));
    return true;
}

bool PlotInteraction::nextHandle(int by) {
    std::vector<QString> ids;
    for (const Handle& handle : view_.contents().handles)
        if (handle.movable || handle.shape == HandleShape::Point) ids.push_back(handle.id);
    if (ids.empty()) return false;
    leaveMouse();
    const auto count = static_cast<std::ptrdiff_t>(ids.size());
    const auto at = std::ranges::find(ids, activeHandle_) - ids.begin();
    const auto next = at == count ? (by > 0 ? 0 : count - 1) : (at + by + count) % count;
    activeHandle_ = ids[static_cast<std::size_t>(next)];
    moveCrosshair(view_.contents().handle(activeHandle_)->value, row_);
    view_.update();
    return true;
}

bool PlotInteraction::pick(Qt::KeyboardModifiers modifiers) {
    if (!crosshair_) return false;
    emit view_.clicked(*crosshair_, modifiers);
    view_.update();
    return true;
}

void PlotInteraction::zoomByKey(double factor) {
    const QRectF area = view_.plotArea();
    const double x = crosshair_ ? view_.xPixel(*crosshair_) : area.center().x();
    zoom(factor, {x, area.center().y()}, true, false);
}

} // namespace cyclo::ui
