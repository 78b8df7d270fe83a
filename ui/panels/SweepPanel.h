// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/experiments/SweepForm.h"
#include "ui/panels/Panel.h"
#include "ui/panels/SweepTable.h"

#include <cstdint>
#include <optional>

class QComboBox;
class QLabel;
class QLineEdit;

namespace cyclo::ui {

class IntegerSpinBox;

/// Edits what a sweep tries, and shows what it found.
class SweepPanel : public Panel {
    Q_OBJECT

public:
    explicit SweepPanel(SweepKind kind, QWidget* parent = nullptr);

    SweepKind kind() const { return kind_; }

    void showForm(const SweepForm& form); ///< no signal
    SweepForm form() const;

    /// The sweep that is set. @param base  everything else about the runs
    SweepConfig sweep(const ExperimentConfig& base) const;

    /// What branches grow from: the experiment's decay, and how long an epoch is; 0 where that is not known
    /// yet.
    void setTrunk(double weightDecay, std::int64_t stepsPerEpoch);

    /// What to know before the sweep starts, or of the picture that is shown; empty: nothing.
    void showNotice(const QString& notice);

    void showTable(const SweepTable& table);
    void highlight(std::optional<double> value); ///< selects its row; no signal

signals:
    void settingsChanged();
    void rowEntered(std::optional<double> value); ///< selected or under the mouse; nothing: none
    void valueChosen(double value);               ///< double click or Enter on a row

private:
    void createFields();
    void createMode();
    void createLengths();
    void createTable();
    void takeValues();
    SweepMode modeOfRuns() const;
    std::int64_t shortSteps() const; ///< 0: not known yet
    std::int64_t branchStep() const;
    void showMode();

    SweepKind kind_;
    std::vector<double> values_;
    QLineEdit* valuesField_ = nullptr;
    QComboBox* mode_ = nullptr; ///< weight decays only
    IntegerSpinBox* seeds_ = nullptr;
    IntegerSpinBox* epochs_ = nullptr;   ///< of short runs; not for batch sizes
    IntegerSpinBox* branchAt_ = nullptr; ///< percent of a short run; weight decays only
    QLabel* explanation_ = nullptr;      ///< of the mode; weight decays only
    QLabel* notice_ = nullptr;
    QLabel* words_ = nullptr;
    SweepTableView* table_ = nullptr;
    double trunkDecay_ = 0.0;
    std::int64_t stepsPerEpoch_ = 0;
};

} // namespace cyclo::ui
