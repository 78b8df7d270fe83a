// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/DataSource.h"
#include "ui/views/Page.h"

#include <memory>

namespace cyclo::ui {

class ContactSheet;
class DataPanel;
class FeatureTable;
class ScatterView;
class Workspace;

/// Step 1: which samples. Shows some of each class, points, or the columns of a table, and how many
/// there are.
class DataPage : public Page {
    Q_OBJECT

public:
    explicit DataPage(Workspace& workspace, QWidget* parent = nullptr);

    DataPanel* panel() const { return panel_; }

private:
    DataPage(Workspace& workspace, DataPanel* panel, QWidget* parent);
    void showExperiment();
    void showData();
    void showPicture(const std::shared_ptr<const DataSource>& source);

    Workspace& workspace_;
    DataPanel* panel_ = nullptr;
    QLabel* title_ = nullptr;
    QLabel* note_ = nullptr;
    ContactSheet* sheet_ = nullptr;  ///< of images, and of a hint while there are no data
    ScatterView* scatter_ = nullptr; ///< of two features
    FeatureTable* table_ = nullptr;  ///< of other tables
};

} // namespace cyclo::ui
