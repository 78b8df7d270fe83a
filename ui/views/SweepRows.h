// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/experiments/SweepRun.h"
#include "ui/models/RunListModel.h"

#include <QObject>

#include <memory>
#include <optional>

namespace cyclo::ui {

class RunSession;
class SweepFeed;

/// A sweep as a line of the list of runs: what it tries, how far it is, the best value so far.
/// @param inAll  its runs that are known to come
RunItem itemOf(const SweepRecord& sweep, quint64 number, RunState state, qint64 inAll);

/// "decay 1e-4", "momentum 0.95", "max LR ∝ batch^0.52"; empty where nothing is settled yet.
QString foundText(const SweepRecord& sweep);

/// Lists each sweep that is told of as one row.
class SweepRows : public QObject {
    Q_OBJECT

public:
    explicit SweepRows(RunSession& session, QObject* parent = nullptr);

    void listenTo(const SweepFeed& feed);
    void endUnfinished(const QString& why); ///< a sweep whose end is not told: it failed

private:
    void begin(const SweepConfig& config);
    void put(RunState state);

    RunSession& session_;
    quint64 number_ = 0;
    qint64 inAll_ = 0;
    std::shared_ptr<const SweepRecord> alive_; ///< null between sweeps
};

} // namespace cyclo::ui
