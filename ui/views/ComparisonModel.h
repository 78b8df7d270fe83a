// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QIdentityProxyModel>

#include <set>

namespace cyclo::ui {

class RunListModel;

/// The list of runs with a check box beside each training: shown for comparison or not. A new run is shown.
class ComparisonModel : public QIdentityProxyModel {
    Q_OBJECT

public:
    explicit ComparisonModel(RunListModel& runs, QObject* parent = nullptr);

    std::set<quint64> compared() const; ///< numbers of the trainings that are checked

    Qt::ItemFlags flags(const QModelIndex& index) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role = Qt::EditRole) override;

signals:
    void comparedChanged(); ///< by the person

private:
    bool isCheckable(const QModelIndex& index) const;

    const RunListModel& runs_;
    std::set<quint64> hidden_;
};

} // namespace cyclo::ui
