// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/views/Page.h"

namespace cyclo::ui {

class ContactSheet;
class DataPanel;
class Workspace;

/// Step 1: which samples. Shows some of each class and how many there are.
class DataPage : public Page {
    Q_OBJECT

public:
    explicit DataPage(Workspace& workspace, QWidget* parent = nullptr);

    DataPanel* panel() const { return panel_; }

private:
    DataPage(Workspace& workspace, DataPanel* panel, QWidget* parent);
    void showExperiment();
    void showData();

    Workspace& workspace_;
    DataPanel* panel_ = nullptr;
    QLabel* title_ = nullptr;
    QLabel* note_ = nullptr;
    ContactSheet* sheet_ = nullptr;
};

} // namespace cyclo::ui
