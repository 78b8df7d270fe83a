// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDockWidget>

class QTableView;
class QToolButton;

namespace cyclo::ui {

class ComparisonModel;

/// All runs with colour, settings, state, best and last values; folds to one line.
class RunsDock : public QDockWidget {
    Q_OBJECT

public:
    explicit RunsDock(ComparisonModel& runs, QWidget* parent = nullptr);

    bool isFolded() const;
    void setFolded(bool folded);
    QTableView* table() const { return table_; }

signals:
    void foldedChanged(bool folded);

protected:
    void changeEvent(QEvent* event) override;

private:
    void createTable();
    void showHeader();

    ComparisonModel& runs_;
    QToolButton* header_ = nullptr;
    QTableView* table_ = nullptr;
};

} // namespace cyclo::ui
