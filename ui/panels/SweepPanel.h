// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/experiments/SweepConfig.h"
#include "ui/panels/Panel.h"

#include <optional>

class QComboBox;
class QLabel;
class QLineEdit;
class QTableWidget;

namespace cyclo::ui {

class IntegerSpinBox;

/// What a sweep found, as a table: one row a value.
struct SweepTable {
    QStringList columns; ///< the first is the value
    struct Row {
        double value = 0.0;
        QStringList cells;
    };
    QList<Row> rows;
    std::optional<double> best{}; ///< value of the row to mark
    QString words;                ///< what it comes to, in a sentence or two
};

/// Edits what a sweep tries, and shows what it found.
class SweepPanel : public Panel {
    Q_OBJECT

public:
    explicit SweepPanel(SweepKind kind, QWidget* parent = nullptr);

    /// The sweep that is set. @param base  everything else about the runs
    SweepConfig sweep(const ExperimentConfig& base) const;

    void showTable(const SweepTable& table);
    void highlight(std::optional<double> value); ///< selects its row; no signal

signals:
    void settingsChanged();
    void rowEntered(std::optional<double> value); ///< selected or under the mouse; nothing: none
    void valueChosen(double value);               ///< double click or Enter on a row

private:
    void createFields();
    void createTable();
    void takeValues();
    SweepMode modeOfRuns() const;

    SweepKind kind_;
    std::vector<double> values_;
    QLineEdit* valuesField_ = nullptr;
    QComboBox* mode_ = nullptr; ///< weight decays only
    IntegerSpinBox* seeds_ = nullptr;
    IntegerSpinBox* epochs_ = nullptr; ///< of short runs; not for batch sizes
    QLabel* words_ = nullptr;
    QTableWidget* table_ = nullptr;
    QList<double> rowValues_;
};

} // namespace cyclo::ui
