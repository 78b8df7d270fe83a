// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>
#include <QColor>
#include <QList>

#include <optional>

namespace cyclo::ui {

enum class RunKind { RangeTest, Training, BatchSweep, MomentumSweep, DecaySweep };
enum class RunState { Running, Completed, Stopped, Diverged, Failed };

QString runKindText(RunKind kind);    ///< for people: "range test", "training", "decay sweep"
QString runStateText(RunState state); ///< for people: "running", "done", "stopped", "diverged", "failed"

/// Figures of a run as they stand; empty where nothing was measured yet.
struct RunFigures {
    std::optional<double> bestAccuracy; ///< highest validation accuracy, fraction
    std::optional<double> lastAccuracy;
    std::optional<double> bestLoss; ///< lowest validation loss; of a range test the lowest smoothed loss
    std::optional<double> lastLoss;
    std::optional<double> imagesPerSecond;

    bool operator==(const RunFigures&) const = default;
};

/// One row of the list of runs: a run, or a sweep of many.
struct RunItem {
    quint64 number = 0; ///< names the run; unique in the list
    QColor color;       ///< of its curves, for its lifetime; invalid: it has many
    RunKind kind = RunKind::Training;
    QString settings; ///< one line, see RecipeText.h
    RunState state = RunState::Running;
    QString message;  ///< why it diverged or failed; tooltip of the state
    qint64 done = 0;  ///< of a sweep: its runs that ended
    qint64 inAll = 0; ///< of a sweep: all that are known to come; 0 where it is no sweep
    QString found{};  ///< what it settled, in words: "LR 0.0123 – 0.123", "decay 1e-4"
    RunFigures figures;

    bool operator==(const RunItem&) const = default;
};

/// The runs, oldest first. Holds values; knows nothing of what makes them.
class RunListModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column {
        Number,
        Kind,
        Settings,
        State,
        Found,
        BestAccuracy,
        LastAccuracy,
        BestLoss,
        LastLoss,
        ImagesPerSecond
    };
    static constexpr int kColumnCount = ImagesPerSecond + 1;
    static constexpr int kValueRole = Qt::UserRole; ///< the number behind the text, for sorting and copying

    using QAbstractTableModel::QAbstractTableModel;

    /// Replaces the row with this number, or appends a new one.
    void put(const RunItem& item);
    void remove(quint64 number); ///< harmless if there is none
    void clear();

    const QList<RunItem>& items() const { return items_; }
    int rowOf(quint64 number) const; ///< -1 if there is none

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    QList<RunItem> items_;
};

} // namespace cyclo::ui
