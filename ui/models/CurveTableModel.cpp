// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/CurveTableModel.h"

#include "ui/models/NumberText.h"
#include "ui/theme/Numbers.h"

#include <QStringList>

#include <utility>

namespace cyclo::ui {

namespace {

double numberOf(const StepRecord& step, int column) {
    switch (column) {
    case CurveTableModel::LearningRate:
        return step.learningRate;
    case CurveTableModel::Momentum:
        return step.momentum;
    case CurveTableModel::WeightDecay:
        return step.weightDecay;
    case CurveTableModel::Loss:
        return step.loss;
    default:
        return step.smoothedLoss;
    }
}

QString fullText(const StepRecord& step, int column) {
    return column == CurveTableModel::Step ? QString::number(step.step) : exactText(numberOf(step, column));
}

} // namespace

void CurveTableModel::setSteps(std::vector<StepRecord> steps) {
    beginResetModel();
    steps_ = std::move(steps);
    endResetModel();
}

void CurveTableModel::append(const QList<StepRecord>& steps) {
    if (steps.isEmpty()) return;
    const int first = rowCount();
    beginInsertRows({}, first, first + static_cast<int>(steps.size()) - 1);
    steps_.insert(steps_.end(), steps.begin(), steps.end());
    endInsertRows();
}

void CurveTableModel::clear() {
    setSteps({});
}

QString CurveTableModel::textOf(const QList<int>& rows) const {
    QStringList lines;
    const auto line = [](auto cell) {
        QStringList cells;
        for (int column = 0; column < kColumnCount; ++column)
            cells << cell(column);
        return cells.join(QLatin1Char('\t'));
    };
    lines << line([this](int column) { return headerData(column, Qt::Horizontal).toString(); });
    for (const int row : rows)
        lines << line([&](int column) { return fullText(steps_.at(static_cast<std::size_t>(row)), column); });
    return lines.join(QLatin1Char('\n')) + QLatin1Char('\n');
}

int CurveTableModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(steps_.size());
}

int CurveTableModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : kColumnCount;
}

QVariant CurveTableModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) return {};
    const StepRecord& step = steps_[static_cast<std::size_t>(index.row())];
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole:
        return column == Step ? formatCount(step.step) : formatNumber(numberOf(step, column));
    case Qt::ToolTipRole:
        return fullText(step, column);
    case kValueRole:
        return column == Step ? QVariant(qint64{step.step}) : QVariant(numberOf(step, column));
    case Qt::TextAlignmentRole:
        return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    default:
        return {};
    }
}

QVariant CurveTableModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= kColumnCount) return {};
    if (role == Qt::TextAlignmentRole) return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole) return {};
    switch (section) {
    case Step:
        return tr("Step");
    case LearningRate:
        return tr("Learning rate");
    case Momentum:
        return tr("Momentum");
    case WeightDecay:
        return tr("Weight decay");
    case Loss:
        return tr("Loss");
    default:
        return tr("Smoothed loss");
    }
}

} // namespace cyclo::ui
