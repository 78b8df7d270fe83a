// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/PlotContents.h"

#include <QAbstractTableModel>
#include <QStringList>

#include <optional>
#include <span>
#include <vector>

namespace cyclo::ui {

/// The numbers of a plot, one row for each x at which a curve has a sample: its table twin. The first column
/// is x, each other one a curve; a curve without a sample there leaves its cell empty. Every sample stands in
/// it, never a thinned one. Reads the contents it was given, which must live longer.
class PlotTableModel : public QAbstractTableModel {
    Q_OBJECT

public:
    static constexpr int kValueRole = Qt::UserRole; ///< the number in full

    explicit PlotTableModel(const PlotContents& contents, QObject* parent = nullptr);

    /// Takes in what the contents have become: rows at the end are added, all else starts the table anew.
    void refresh();
    double xOf(int row) const { return rows_.at(static_cast<std::size_t>(row)); }
    int rowAt(double x) const; ///< the row whose x is nearest; -1 in an empty table

    /// Tab-separated lines under a line of names, every digit of each number.
    QString textOf(const QList<int>& rows) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    struct Column {
        QString id;
        QString name;

        bool operator==(const Column&) const = default;
    };

    std::vector<Column> columnsNow() const;
    std::vector<double> rowsNow() const;
    std::optional<double> valueAt(int row, int column) const;

    const PlotContents& contents_;
    std::vector<Column> columns_;
    std::vector<double> rows_; ///< rising
};

} // namespace cyclo::ui
