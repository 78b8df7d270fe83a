// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/ViewRange.h"

#include <vector>

namespace cyclo::ui {

/// A view as a person left it.
struct ViewState {
    ViewMode mode = ViewMode::Fit;
    ViewRange range;

    bool operator==(const ViewState&) const = default;
};

/// Where the view has been, apart from the undo of edits. Holds the last hundred views.
class ZoomHistory {
public:
    /// Before the view changes: what it is now. Views that were gone back from are forgotten.
    void remember(const ViewState& present);

    bool canGoBack() const { return !back_.empty(); }
    bool canGoForward() const { return !forward_.empty(); }
    /// The view before this one; `present` is what goForward returns to. Only where canGoBack().
    ViewState goBack(const ViewState& present);
    /// Only where canGoForward().
    ViewState goForward(const ViewState& present);

private:
    std::vector<ViewState> back_;
    std::vector<ViewState> forward_;
};

} // namespace cyclo::ui
