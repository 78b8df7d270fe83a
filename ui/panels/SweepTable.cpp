// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/SweepTable.h"

#include <QHeaderView>
#include <QSignalBlocker>

#include <algorithm>

namespace cyclo::ui {

namespace {

/// The value, and a mean with its spread, must be read in full; the others share what is left.
bool needsRoom(const SweepTable& table, int column) {
    return column == 0 || std::ranges::any_of(table.rows, [column](const SweepTable::Row& row) {
               return row.cells.value(column).contains(QChar(0x00b1)); // ±
           });
}

} // namespace

SweepTableView::SweepTableView(QWidget* parent) : QTableWidget(parent) {
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    verticalHeader()->hide();
    setMouseTracking(true);
    setTabKeyNavigation(false);
    setWordWrap(false);
    setAccessibleName(tr("What the sweep found"));
    hide();
    connect(this, &QTableWidget::cellEntered, this, [this](int row) { emit rowEntered(valueAt(row)); });
    connect(this, &QTableWidget::currentCellChanged, this,
            [this](int row) { emit rowEntered(valueAt(row)); });
    connect(this, &QTableWidget::cellActivated, this, [this](int row) {
        if (const auto value = valueAt(row)) emit valueChosen(*value);
    });
}

std::optional<double> SweepTableView::valueAt(int row) const {
    return row >= 0 && row < values_.size() ? std::optional(values_.at(row)) : std::nullopt;
}

void SweepTableView::showTable(const SweepTable& table) {
    const QSignalBlocker quiet(this);
    values_.clear();
    setColumnCount(static_cast<int>(table.columns.size()));
    setHorizontalHeaderLabels(table.columns);
    setRowCount(static_cast<int>(table.rows.size()));
    for (int row = 0; row < rowCount(); ++row) {
        values_.append(table.rows.at(row).value);
        fillRow(row, table.rows.at(row), table.best == table.rows.at(row).value);
    }
    for (int column = 0; column < columnCount(); ++column)
        horizontalHeader()->setSectionResizeMode(
            column, needsRoom(table, column) ? QHeaderView::ResizeToContents : QHeaderView::Stretch);
    setVisible(!table.rows.isEmpty());
    setFixedHeight(horizontalHeader()->sizeHint().height() +
                   rowCount() * verticalHeader()->defaultSectionSize() + 4);
}

void SweepTableView::fillRow(int row, const SweepTable::Row& from, bool best) {
    for (int column = 0; column < columnCount(); ++column) {
        auto* cell = new QTableWidgetItem(from.cells.value(column));
        cell->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
        cell->setToolTip(from.toolTip);
        QFont font = cell->font();
        font.setBold(best);
        cell->setFont(font);
        setItem(row, column, cell);
    }
}

void SweepTableView::highlight(std::optional<double> value) {
    const QSignalBlocker quiet(this);
    const auto row = value ? values_.indexOf(*value) : -1;
    if (row < 0)
        clearSelection();
    else
        selectRow(static_cast<int>(row));
}

} // namespace cyclo::ui
