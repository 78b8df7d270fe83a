// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/PlotTableModel.h"

#include "ui/theme/Numbers.h"

#include <algorithm>
#include <cmath>

namespace cyclo::ui {
namespace {

/// A count stays a count ("1,404"), however many digits it has.
QString shown(double value) {
    constexpr double kExact = 9007199254740992.0; // 2^53: whole numbers up to here are exact
    if (std::trunc(value) == value && std::abs(value) < kExact)
        return formatCount(static_cast<long long>(value));
    return formatNumber(value);
}

} // namespace

PlotTableModel::PlotTableModel(const PlotContents& contents, QObject* parent)
    : QAbstractTableModel(parent), contents_(contents) {
    refresh();
}

std::vector<PlotTableModel::Column> PlotTableModel::columnsNow() const {
    std::vector<Column> columns;
    for (const PlotCurve& curve : contents_.curves)
        if (!curve.data.samples().empty()) columns.push_back({curve.id, curve.displayName()});
    return columns;
}

std::vector<double> PlotTableModel::rowsNow() const {
    std::vector<double> rows;
    for (const PlotCurve& curve : contents_.curves) {
        const auto before = static_cast<std::ptrdiff_t>(rows.size());
        for (const CurveSample& sample : curve.data.samples())
            if (std::isfinite(sample.x)) rows.push_back(sample.x);
        std::inplace_merge(rows.begin(), rows.begin() + before, rows.end());
        rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
    }
    return rows;
}

void PlotTableModel::refresh() {
    const std::vector<Column> columns = columnsNow();
    std::vector<double> rows = rowsNow();
    const bool grown = columns == columns_ && rows.size() >= rows_.size() &&
                       std::equal(rows_.begin(), rows_.end(), rows.begin());
    if (!grown) {
        beginResetModel();
        columns_ = columns;
        rows_ = std::move(rows);
        endResetModel();
        return;
    }
    const int before = rowCount();
    if (rows.size() > rows_.size()) {
        beginInsertRows({}, before, static_cast<int>(rows.size()) - 1);
        rows_ = std::move(rows);
        endInsertRows();
    }
    // A curve may have come to rows that stood before.
    if (before > 0) emit dataChanged(index(0, 1), index(before - 1, columnCount() - 1));
}

int PlotTableModel::rowAt(double x) const {
    if (rows_.empty()) return -1;
    const auto right = std::ranges::lower_bound(rows_, x);
    if (right == rows_.begin()) return 0;
    const bool takeLeft = right == rows_.end() || x - *(right - 1) <= *right - x;
    return static_cast<int>((takeLeft ? right - 1 : right) - rows_.begin());
}

std::optional<double> PlotTableModel::valueAt(int row, int column) const {
    const double x = xOf(row);
    if (column == 0) return x;
    const QString& id = columns_.at(static_cast<std::size_t>(column - 1)).id;
    const auto curve = std::ranges::find(contents_.curves, id, &PlotCurve::id);
    if (curve == contents_.curves.end()) return std::nullopt; // gone since the last refresh
    const auto& samples = curve->data.samples();
    const auto found = std::ranges::lower_bound(samples, x, {}, &CurveSample::x);
    return found != samples.end() && found->x == x ? std::optional(found->y) : std::nullopt;
}

QString PlotTableModel::textOf(const QList<int>& rows) const {
    QStringList lines;
    QStringList cells;
    for (int column = 0; column < columnCount(); ++column)
        cells << headerData(column, Qt::Horizontal).toString();
    lines << cells.join(QLatin1Char('\t'));
    for (const int row : rows) {
        cells.clear();
        for (int column = 0; column < columnCount(); ++column) {
            const auto value = valueAt(row, column);
            cells << (value ? formatFull(*value) : QString());
        }
        lines << cells.join(QLatin1Char('\t'));
    }
    return lines.join(QLatin1Char('\n')) + QLatin1Char('\n');
}

int PlotTableModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(rows_.size());
}

int PlotTableModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(columns_.size()) + 1;
}

QVariant PlotTableModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid)) return {};
    if (role == Qt::TextAlignmentRole) return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole && role != kValueRole) return {};
    const auto value = valueAt(index.row(), index.column());
    if (!value) return {};
    if (role == kValueRole) return *value;
    return role == Qt::ToolTipRole ? formatFull(*value) : shown(*value);
}

QVariant PlotTableModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount()) return {};
    if (role == Qt::TextAlignmentRole) return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole) return {};
    if (section == 0) return contents_.x.title.isEmpty() ? QStringLiteral("x") : contents_.x.title;
    return columns_[static_cast<std::size_t>(section - 1)].name;
}

} // namespace cyclo::ui
