// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/ComparisonModel.h"

#include "ui/models/RunListModel.h"

namespace cyclo::ui {

ComparisonModel::ComparisonModel(RunListModel& runs, QObject* parent)
    : QIdentityProxyModel(parent), runs_(runs) {
    setSourceModel(&runs);
}

std::set<quint64> ComparisonModel::compared() const {
    std::set<quint64> numbers;
    for (const RunItem& item : runs_.items())
        if (item.kind == RunKind::Training && !hidden_.contains(item.number)) numbers.insert(item.number);
    return numbers;
}

Qt::ItemFlags ComparisonModel::flags(const QModelIndex& index) const {
    const Qt::ItemFlags flags = QIdentityProxyModel::flags(index);
    return isCheckable(index) ? flags | Qt::ItemIsUserCheckable : flags;
}

QVariant ComparisonModel::data(const QModelIndex& index, int role) const {
    if (isCheckable(index)) {
        if (role == Qt::CheckStateRole)
            return hidden_.contains(runs_.items().at(index.row()).number) ? Qt::Unchecked : Qt::Checked;
        if (role == Qt::ToolTipRole) return tr("Show this run for comparison on the Train page");
    }
    return QIdentityProxyModel::data(index, role);
}

bool ComparisonModel::setData(const QModelIndex& index, const QVariant& value, int role) {
    if (!isCheckable(index) || role != Qt::CheckStateRole) return false;
    const quint64 number = runs_.items().at(index.row()).number;
    if (value.toInt() == Qt::Checked)
        hidden_.erase(number);
    else
        hidden_.insert(number);
    emit dataChanged(index, index, {Qt::CheckStateRole});
    emit comparedChanged();
    return true;
}

bool ComparisonModel::isCheckable(const QModelIndex& index) const {
    return index.isValid() && index.column() == RunListModel::Number &&
           runs_.items().at(index.row()).kind == RunKind::Training;
}

} // namespace cyclo::ui
