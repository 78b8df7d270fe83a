// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/ZoomHistory.h"

namespace cyclo::ui {
namespace {

constexpr std::size_t kMostViews = 100;

ViewState takeLast(std::vector<ViewState>& views) {
    const ViewState last = views.back();
    views.pop_back();
    return last;
}

} // namespace

void ZoomHistory::remember(const ViewState& present) {
    forward_.clear();
    if (!back_.empty() && back_.back() == present) return;
    if (back_.size() == kMostViews) back_.erase(back_.begin());
    back_.push_back(present);
}

ViewState ZoomHistory::goBack(const ViewState& present) {
    forward_.push_back(present);
    return takeLast(back_);
}

ViewState ZoomHistory::goForward(const ViewState& present) {
    back_.push_back(present);
    return takeLast(forward_);
}

} // namespace cyclo::ui
