// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/views/Page.h"

namespace cyclo::ui {

class NetworkDiagram;
class NetworkPanel;
class Workspace;

/// Step 2: which network. Draws its layers with shapes and parameter counts for the open data.
class NetworkPage : public Page {
    Q_OBJECT

public:
    explicit NetworkPage(Workspace& workspace, QWidget* parent = nullptr);

    NetworkPanel* panel() const { return panel_; }

private:
    NetworkPage(Workspace& workspace, NetworkPanel* panel, QWidget* parent);
    void showExperiment();
    void drawNetwork();

    Workspace& workspace_;
    NetworkPanel* panel_ = nullptr;
    QLabel* title_ = nullptr;
    NetworkDiagram* diagram_ = nullptr;
};

} // namespace cyclo::ui
