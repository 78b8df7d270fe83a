// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>
#include <QStringList>
#include <QTableWidget>

#include <optional>

namespace cyclo::ui {

/// What a sweep found, as a table: one row a value.
struct SweepTable {
    QStringList columns; ///< the first is the value
    struct Row {
        double value = 0.0;
        QStringList cells;
        QString toolTip{}; ///< what has no column
    };
    QList<Row> rows;
    std::optional<double> best{}; ///< value of the row to mark
    QString words;                ///< what it comes to, in a sentence or two
};

/// Shows it, in as much height as its rows need; hidden without rows.
class SweepTableView : public QTableWidget {
    Q_OBJECT

public:
    explicit SweepTableView(QWidget* parent = nullptr);

    void showTable(const SweepTable& table);
    void highlight(std::optional<double> value); ///< selects its row; no signal

signals:
    void rowEntered(std::optional<double> value); ///< selected or under the mouse; nothing: none
    void valueChosen(double value);               ///< double click or Enter on a row

private:
    std::optional<double> valueAt(int row) const;
    void fillRow(int row, const SweepTable::Row& from, bool best);

    QList<double> values_; ///< of the rows
};

} // namespace cyclo::ui
