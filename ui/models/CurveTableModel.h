// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/training/TrainingObserver.h"

#include <QAbstractTableModel>
#include <QList>

#include <vector>

namespace cyclo::ui {

/// The numbers behind a curve, one row per step: the table twin of a chart.
class CurveTableModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Step, LearningRate, Momentum, WeightDecay, Loss, SmoothedLoss };
    static constexpr int kColumnCount = SmoothedLoss + 1;
    static constexpr int kValueRole = Qt::UserRole; ///< the number in full, for copying

    using QAbstractTableModel::QAbstractTableModel;

    void setSteps(std::vector<StepRecord> steps);
    void append(const QList<StepRecord>& steps);
    void clear();
    const std::vector<StepRecord>& steps() const { return steps_; }

    /// Tab-separated lines with a header line, full precision, of these rows.
    QString textOf(const QList<int>& rows) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    std::vector<StepRecord> steps_;
};

} // namespace cyclo::ui
