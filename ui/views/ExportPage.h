// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/views/Page.h"

class QPlainTextEdit;

namespace cyclo::ui {

class ExportDesk;
class ExportPanel;
class Workspace;

/// Step 6: what can be taken away, with the text of schedule.json as it would be written now.
class ExportPage : public Page {
    Q_OBJECT

public:
    ExportPage(Workspace& workspace, ExportDesk& desk, QWidget* parent = nullptr);

    ExportPanel* panel() const { return panel_; }
    QPlainTextEdit* preview() const { return preview_; }
    void refresh(); ///< preview and availability; done by itself while the page is visible

protected:
    void showEvent(QShowEvent* event) override;

private:
    ExportPage(Workspace& workspace, ExportDesk& desk, ExportPanel* panel, QWidget* parent);
    void createPicture();
    void connectDesk();
    void refreshIfVisible();

    Workspace& workspace_;
    ExportDesk& desk_;
    ExportPanel* panel_ = nullptr;
    QLabel* title_ = nullptr;
    QPlainTextEdit* preview_ = nullptr;
};

} // namespace cyclo::ui
