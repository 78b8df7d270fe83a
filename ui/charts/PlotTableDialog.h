// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

class QLabel;
class QTableView;

namespace cyclo::ui {

class PlotTableModel;
class PlotView;

/// The table twin of a plot, in a window of its own that grows with the plot. The row at hand is where the
/// plot's crosshair stands; Ctrl+C copies the chosen rows, or all of them, with every digit.
class PlotTableDialog : public QDialog {
    Q_OBJECT

public:
    explicit PlotTableDialog(PlotView& plot);

    QTableView* table() const { return table_; }
    PlotTableModel* model() const { return model_; }
    void copy(); ///< the chosen rows, or all of them, to the clipboard

private:
    void createTable();
    void refresh();

    PlotView& plot_;
    PlotTableModel* model_ = nullptr;
    QTableView* table_ = nullptr;
    QLabel* count_ = nullptr;
};

/// Shows the plot's table, or brings the one that is open to the front. It goes with the plot.
PlotTableDialog* showPlotTable(PlotView& plot);

} // namespace cyclo::ui
