// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/TunePartsModel.h"

#include "ui/theme/Numbers.h"

#include <QCoreApplication>
#include <QFont>
#include <QStringList>

namespace cyclo::ui {

namespace {

struct TunePartsText {
    Q_DECLARE_TR_FUNCTIONS(TunePartsModel)
};

/// "0.9, 0.95, 0.97 and 0.99"
QString listOf(const std::vector<double>& values) {
    QStringList words;
    for (const double value : values)
        words += formatShort(value);
    if (words.size() < 2) return words.join(QString());
    const QString last = words.takeLast();
    return TunePartsText::tr("%1 and %2").arg(words.join(QStringLiteral(", ")), last);
}

QString epochsEach(std::int64_t epochs) {
    return epochs == 1 ? TunePartsText::tr("one epoch each")
                       : TunePartsText::tr("%1 epochs each").arg(formatCount(epochs));
}

struct Words {
    QString name, plan;
};

Words wordsOf(const std::string& part, const TuneConfig& config, const DataSource& data) {
    const QString brief = epochsEach(shortEpochsOf(config)), whole = epochsEach(config.base.epochs);
    if (part == "range tests")
        return {TunePartsText::tr("Range tests"),
                TunePartsText::tr("batch %1, %2, at decay 0")
                    .arg(listOf(batchSweepOf(config, data).values),
                         config.rangeSeeds == 1 ? TunePartsText::tr("one seed")
                                                : TunePartsText::tr("%1 seeds").arg(config.rangeSeeds))};
    if (part == "momentum")
        return {TunePartsText::tr("Momentum"),
                TunePartsText::tr("%1; %2").arg(listOf(config.momenta), brief)};
    if (part == "weight decay")
        return {TunePartsText::tr("Weight decay"),
                config.bisections > 0 ? TunePartsText::tr("%1, then between the best two; %2")
                                            .arg(listOf(config.weightDecays), whole)
                                      : TunePartsText::tr("%1; %2").arg(listOf(config.weightDecays), whole)};
    if (part == "1cycle")
        return {TunePartsText::tr("1cycle"),
                TunePartsText::tr("the picks, momentum cycled and held; %1").arg(whole)};
    if (part == "baselines")
        return {TunePartsText::tr("Baselines"),
                TunePartsText::tr("constant at %1 of the maximum, then step decay; %2")
                    .arg(listOf(config.constantShares), whole)};
    return {QString::fromStdString(part), {}};
}

QVariant textOf(const TunePart& part, int column) {
    switch (column) {
    case TunePartsModel::Part:
        return part.name;
    case TunePartsModel::Plan:
        return part.plan;
    case TunePartsModel::Runs:
        return formatCount(part.runs);
    case TunePartsModel::Epochs:
        return formatShort(part.epochs);
    case TunePartsModel::State:
        return tuneStateText(part);
    default:
        return part.found;
    }
}

bool holdsCount(int column) {
    return column == TunePartsModel::Runs || column == TunePartsModel::Epochs;
}

} // namespace

QList<TunePart> planOf(const TuneConfig& config, const DataSource& data) {
    QList<TunePart> parts;
    for (const TuneBudget& budget : budgetOf(config, data)) {
        const Words words = wordsOf(budget.part, config, data);
        parts.append({.id = budget.part,
                      .name = words.name,
                      .plan = words.plan,
                      .runs = budget.runs,
                      .epochs = budget.epochs,
                      .found = {}});
    }
    return parts;
}

QString totalText(const QList<TunePart>& parts, qint64 samples) {
    qint64 runs = 0;
    double epochs = 0.0;
    for (const TunePart& part : parts) {
        runs += part.runs;
        epochs += part.epochs;
    }
    return TunePartsText::tr("%1 runs, %2 epochs of %3 samples at most")
        .arg(formatCount(runs), formatShort(epochs), formatCount(samples));
}

QString tuneStateText(const TunePart& part) {
    switch (part.state) {
    case TunePart::State::Waiting:
        return TunePartsText::tr("waiting");
    case TunePart::State::Running:
        return TunePartsText::tr("running, %1 of %2 done")
            .arg(formatCount(part.done), formatCount(part.runs));
    case TunePart::State::Done:
        return TunePartsText::tr("done");
    case TunePart::State::Stopped:
        return TunePartsText::tr("stopped, %1 of %2 done")
            .arg(formatCount(part.done), formatCount(part.runs));
    case TunePart::State::Failed:
        return TunePartsText::tr("failed");
    case TunePart::State::Skipped:
        return TunePartsText::tr("not reached");
    }
    return {};
}

void TunePartsModel::setParts(const QList<TunePart>& parts) {
    if (parts == parts_) return;
    beginResetModel();
    parts_ = parts;
    endResetModel();
}

int TunePartsModel::rowOf(const std::string& id) const {
    for (int row = 0; row < parts_.size(); ++row)
        if (parts_[row].id == id) return row;
    return -1;
}

void TunePartsModel::put(const TunePart& part) {
    const int row = rowOf(part.id);
    if (row < 0 || parts_[row] == part) return;
    parts_[row] = part;
    emit dataChanged(index(row, 0), index(row, kColumnCount - 1));
}

int TunePartsModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(parts_.size());
}

int TunePartsModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : kColumnCount;
}

QVariant TunePartsModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) return {};
    const TunePart& part = parts_[index.row()];
    if (role == Qt::DisplayRole) return textOf(part, index.column());
    if (role == Qt::ToolTipRole && (index.column() == Plan || index.column() == Found))
        return textOf(part, index.column());
    if (role == Qt::TextAlignmentRole)
        return QVariant((holdsCount(index.column()) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role == Qt::FontRole && part.state == TunePart::State::Running) {
        QFont bold;
        bold.setBold(true);
        return bold;
    }
    return {};
}

QVariant TunePartsModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= kColumnCount) return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant((holdsCount(section) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole) return {};
    switch (section) {
    case Part:
        return TunePartsText::tr("Part");
    case Plan:
        return TunePartsText::tr("What is tried");
    case Runs:
        return TunePartsText::tr("Runs");
    case Epochs:
        return TunePartsText::tr("Epochs");
    case State:
        return TunePartsText::tr("State");
    default:
        return TunePartsText::tr("Found");
    }
}

} // namespace cyclo::ui
