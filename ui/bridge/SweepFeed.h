// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/experiments/SweepRun.h"

#include <QList>
#include <QObject>

#include <memory>

namespace cyclo::ui {

/// What is told of sweeps, whoever runs them: one after the other, sweepStarted first and ended last, and
/// between them stageStarted, memberStepped and memberEnded as they happened. Emitted on the GUI thread.
class SweepFeed : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

signals:
    void sweepStarted(const cyclo::SweepConfig& config);
    void stageStarted(const QList<cyclo::SweepMember>& members);
    void memberStepped(const cyclo::SweepMember& member, const QList<cyclo::StepRecord>& steps);
    /// @param soFar  the sweep as if it ended now, this member in it
    void memberEnded(const std::shared_ptr<const cyclo::SweepRecord>& soFar);
    void ended(const std::shared_ptr<const cyclo::SweepRecord>& record);
};

} // namespace cyclo::ui
