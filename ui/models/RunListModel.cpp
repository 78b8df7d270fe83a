// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/RunListModel.h"

#include "ui/models/NumberText.h"
#include "ui/theme/Numbers.h"

#include <cmath>

namespace cyclo::ui {

namespace {

QVariant number(const std::optional<double>& value) {
    return value ? QVariant(*value) : QVariant();
}

QString stateOf(const RunItem& run) {
    const bool isPartial = run.inAll > 0 && run.state != RunState::Completed && run.state != RunState::Failed;
    return isPartial ? RunListModel::tr("%1, %2 of %3 done")
                           .arg(runStateText(run.state), formatCount(run.done), formatCount(run.inAll))
                     : runStateText(run.state);
}

/// The value behind a cell: what the text shows, in full.
QVariant valueOf(const RunItem& run, int column) {
    switch (column) {
    case RunListModel::Number:
        return run.number;
    case RunListModel::Kind:
        return runKindText(run.kind);
    case RunListModel::Settings:
        return run.settings;
    case RunListModel::State:
        return stateOf(run);
    case RunListModel::Found:
        return run.found.isEmpty() ? QVariant() : run.found;
    case RunListModel::BestAccuracy:
        return number(run.figures.bestAccuracy);
    case RunListModel::LastAccuracy:
        return number(run.figures.lastAccuracy);
    case RunListModel::BestLoss:
        return number(run.figures.bestLoss);
    case RunListModel::LastLoss:
        return number(run.figures.lastLoss);
    case RunListModel::ImagesPerSecond:
        return number(run.figures.imagesPerSecond);
    default:
        return {};
    }
}

QVariant textOf(const RunItem& run, int column) {
    const QVariant value = valueOf(run, column);
    if (!value.isValid()) return {};
    switch (column) {
    case RunListModel::BestAccuracy:
    case RunListModel::LastAccuracy:
        return percentText(value.toDouble());
    case RunListModel::BestLoss:
    case RunListModel::LastLoss:
        return formatNumber(value.toDouble());
    case RunListModel::ImagesPerSecond:
        return formatCount(std::llround(value.toDouble()));
    default:
        return value;
    }
}

QVariant toolTipOf(const RunItem& run, int column) {
    if (column == RunListModel::Settings) return run.settings;
    if (column == RunListModel::Found && !run.found.isEmpty()) return run.found;
    if (column == RunListModel::State && !run.message.isEmpty()) return run.message;
    if (const QVariant value = valueOf(run, column); value.typeId() == QMetaType::Double)
        return exactText(value.toDouble());
    return {};
}

bool holdsNumber(int column) {
    return column == RunListModel::Number || column >= RunListModel::BestAccuracy;
}

} // namespace

QString runKindText(RunKind kind) {
    switch (kind) {
    case RunKind::RangeTest:
        return RunListModel::tr("range test");
    case RunKind::Training:
        return RunListModel::tr("training");
    case RunKind::BatchSweep:
        return RunListModel::tr("batch sweep");
    case RunKind::MomentumSweep:
        return RunListModel::tr("momentum sweep");
    case RunKind::DecaySweep:
        return RunListModel::tr("decay sweep");
    }
    return {};
}

QString runStateText(RunState state) {
    switch (state) {
    case RunState::Running:
        return RunListModel::tr("running");
    case RunState::Completed:
        return RunListModel::tr("done");
    case RunState::Stopped:
        return RunListModel::tr("stopped");
    case RunState::Diverged:
        return RunListModel::tr("diverged");
    case RunState::Failed:
        return RunListModel::tr("failed");
    }
    return {};
}

void RunListModel::put(const RunItem& item) {
    const int row = rowOf(item.number);
    if (row >= 0) {
        if (items_[row] == item) return;
        items_[row] = item;
        emit dataChanged(index(row, 0), index(row, kColumnCount - 1));
        return;
    }
    const int end = static_cast<int>(items_.size());
    beginInsertRows({}, end, end);
    items_.append(item);
    endInsertRows();
}

void RunListModel::remove(quint64 number) {
    const int row = rowOf(number);
    if (row < 0) return;
    beginRemoveRows({}, row, row);
    items_.removeAt(row);
    endRemoveRows();
}

void RunListModel::clear() {
    beginResetModel();
    items_.clear();
    endResetModel();
}

int RunListModel::rowOf(quint64 number) const {
    for (int row = 0; row < items_.size(); ++row)
        if (items_[row].number == number) return row;
    return -1;
}

int RunListModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(items_.size());
}

int RunListModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : kColumnCount;
}

QVariant RunListModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) return {};
    const RunItem& run = items_[index.row()];
    switch (role) {
    case Qt::DisplayRole:
        return textOf(run, index.column());
    case kValueRole:
        return valueOf(run, index.column());
    case Qt::ToolTipRole:
        return toolTipOf(run, index.column());
    case Qt::DecorationRole:
        return index.column() == Number && run.color.isValid() ? QVariant(run.color) : QVariant();
    case Qt::TextAlignmentRole:
        return QVariant((holdsNumber(index.column()) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    default:
        return {};
    }
}

QVariant RunListModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= kColumnCount) return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant((holdsNumber(section) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole) return {};
    switch (section) {
    case Number:
        return tr("Run");
    case Kind:
        return tr("Kind");
    case Settings:
        return tr("Settings");
    case State:
        return tr("State");
    case Found:
        return tr("Found");
    case BestAccuracy:
        return tr("Best accuracy");
    case LastAccuracy:
        return tr("Last accuracy");
    case BestLoss:
        return tr("Best loss");
    case LastLoss:
        return tr("Last loss");
    default:
        return tr("Images/s");
    }
}

} // namespace cyclo::ui
