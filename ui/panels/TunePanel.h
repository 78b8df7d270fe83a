// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/experiments/TuneConfig.h"
#include "core/experiments/TuneForm.h"
#include "ui/panels/Panel.h"

#include <optional>

class QLabel;
class QPushButton;

namespace cyclo::ui {

class IntegerSpinBox;

/// Asks how much the recipe may cost, and offers what it left.
class TunePanel : public Panel {
    Q_OBJECT

public:
    explicit TunePanel(QWidget* parent = nullptr);

    void showForm(const TuneForm& form); ///< no signal
    TuneForm form() const;

    /// The recipe that is set. @param base  everything else about the runs, its epochs those of the final
    /// ones
    TuneConfig tune(const ExperimentConfig& base) const;

    /// Epochs that all runs together may take; nothing: no limit is set.
    std::optional<std::int64_t> limit() const;
    void clearLimit();
    void setLimitProblem(const QString& problem); ///< empty: the recipe can keep within it

    void showEpochs(std::int64_t epochs);     ///< of the experiment
    void showTotal(const QString& sentence);  ///< what the plan costs
    void showResult(const QString& sentence); ///< what came out; empty: nothing yet
    void setLeft(bool picks, bool record);    ///< which of the two buttons have something to work on

signals:
    void epochsEdited(qint64 epochs); ///< of the experiment
    void settingsChanged();           ///< see limit() and form()
    void picksWanted();
    void saveWanted();

private:
    void createBudget();
    void createResult();

    IntegerSpinBox* epochs_ = nullptr;
    IntegerSpinBox* limit_ = nullptr;       ///< not set: none
    IntegerSpinBox* shortEpochs_ = nullptr; ///< not set: a quarter
    IntegerSpinBox* seeds_ = nullptr;
    QLabel* total_ = nullptr;
    QLabel* result_ = nullptr;
    QPushButton* use_ = nullptr;
    QPushButton* save_ = nullptr;
};

} // namespace cyclo::ui
