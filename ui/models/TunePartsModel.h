// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/DataSource.h"
#include "core/experiments/TuneConfig.h"

#include <QAbstractTableModel>
#include <QList>

#include <string>

namespace cyclo::ui {

/// A part of the recipe as a person follows it.
struct TunePart {
    enum class State { Waiting, Running, Done, Stopped, Failed, Skipped };

    std::string id; ///< TuneBudget::part
    QString name;   ///< for people: "Range tests"
    QString plan;   ///< what is tried, in one line
    qint64 runs = 0;
    double epochs = 0.0; ///< of all its runs together, at most
    qint64 done = 0;     ///< runs that ended
    State state = State::Waiting;
    QString found; ///< what was picked, or what came out

    bool operator==(const TunePart&) const = default;
};

/// The plan: every part waiting.
/// @throws std::invalid_argument  if the training set is smaller than one batch
QList<TunePart> planOf(const TuneConfig& config, const DataSource& data);

/// "29 runs, 61.3 epochs of 20,000 samples at most"
QString totalText(const QList<TunePart>& parts, qint64 samples);

QString tuneStateText(const TunePart& part); ///< "waiting", "running 2 of 6", "done", "not reached", …

/// The parts of the recipe as a checklist. Holds values; knows nothing of what runs them.
class TunePartsModel : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column { Part, Plan, Runs, Epochs, State, Found };
    static constexpr int kColumnCount = Found + 1;

    using QAbstractTableModel::QAbstractTableModel;

    void setParts(const QList<TunePart>& parts);
    const QList<TunePart>& parts() const { return parts_; }
    int rowOf(const std::string& id) const; ///< -1 if there is none
    void put(const TunePart& part);         ///< replaces the part of this id; harmless if there is none

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    QList<TunePart> parts_;
};

} // namespace cyclo::ui
