// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/SweepRows.h"

#include "core/experiments/SweepResults.h"
#include "ui/bridge/SweepFeed.h"
#include "ui/models/RecipeText.h"
#include "ui/theme/Numbers.h"
#include "ui/views/RunSession.h"

#include <QStringList>

#include <algorithm>
#include <cmath>

namespace cyclo::ui {

namespace {

RunKind kindOf(SweepKind kind) {
    switch (kind) {
    case SweepKind::BatchSize:
        return RunKind::BatchSweep;
    case SweepKind::Momentum:
        return RunKind::MomentumSweep;
    case SweepKind::WeightDecay:
        break;
    }
    return RunKind::DecaySweep;
}

QString modeText(SweepMode mode) {
    if (mode == SweepMode::RangeTests) return SweepRows::tr("range tests");
    if (mode == SweepMode::Branches) return SweepRows::tr("branches");
    return mode == SweepMode::MomentumRamp ? SweepRows::tr("ramp") : SweepRows::tr("short runs");
}

/// "LeNet · MNIST · short runs at 0, 1e-5, 1e-4, 1e-3 · 2 seeds"
QString settingsOf(const SweepConfig& config) {
    QStringList values;
    for (const double value : config.values)
        values += formatShort(value);
    QString text = SweepRows::tr("%1 · %2 · %3 at %4")
                       .arg(networkTitle(config.base.network), dataTitle(config.base.data.spec),
                            modeText(config.mode), values.join(QStringLiteral(", ")));
    if (config.seeds > 1) text += SweepRows::tr(" · %1 seeds").arg(config.seeds);
    return text;
}

RunState stateOf(RunOutcome outcome) {
    switch (outcome) {
    case RunOutcome::Completed:
        return RunState::Completed;
    case RunOutcome::Stopped:
        return RunState::Stopped;
    case RunOutcome::Diverged:
    case RunOutcome::Failed:
        break;
    }
    return RunState::Failed;
}

RunFigures figuresOf(const SweepRecord& sweep) {
    RunFigures figures;
    if (sweep.config.mode != SweepMode::RangeTests && sweep.config.mode != SweepMode::MomentumRamp) {
        const auto best = bestOf(scoresOf(sweep.config, sweep.members));
        if (!best) return figures;
        figures.bestLoss = best->validationLoss;
        if (!std::isnan(best->validationAccuracy)) figures.bestAccuracy = best->validationAccuracy;
    } else if (sweep.config.kind == SweepKind::WeightDecay) {
        if (const auto best = bestOf(decayCurvesOf(sweep.members))) figures.bestLoss = best->lowestLoss;
    }
    return figures;
}

} // namespace

QString foundText(const SweepRecord& sweep) {
    if (sweep.config.kind == SweepKind::BatchSize) {
        const auto law = batchLawOf(sweep.members).law;
        return law ? SweepRows::tr("max LR ∝ batch^%1").arg(formatNumber(law->exponent)) : QString();
    }
    if (sweep.config.mode == SweepMode::RangeTests) {
        const auto best = bestOf(decayCurvesOf(sweep.members));
        return best ? SweepRows::tr("decay %1").arg(formatShort(best->weightDecay)) : QString();
    }
    if (sweep.config.mode == SweepMode::MomentumRamp) return {};
    const auto best = bestOf(scoresOf(sweep.config, sweep.members));
    if (!best) return {};
    return sweep.config.kind == SweepKind::Momentum
               ? SweepRows::tr("momentum %1").arg(formatShort(best->value))
               : SweepRows::tr("decay %1").arg(formatShort(best->value));
}

RunItem itemOf(const SweepRecord& sweep, quint64 number, RunState state, qint64 inAll) {
    const auto done = static_cast<qint64>(sweep.members.size());
    return {.number = number,
            .color = {},
            .kind = kindOf(sweep.config.kind),
            .settings = settingsOf(sweep.config),
            .state = state,
            .message = QString::fromStdString(sweep.message),
            .done = done,
            .inAll = std::max(done, inAll),
            .found = foundText(sweep),
            .figures = figuresOf(sweep)};
}

SweepRows::SweepRows(RunSession& session, QObject* parent) : QObject(parent), session_(session) {}

void SweepRows::listenTo(const SweepFeed& feed) {
    connect(&feed, &SweepFeed::sweepStarted, this, &SweepRows::begin);
    connect(&feed, &SweepFeed::stageStarted, this, [this](const QList<SweepMember>& members) {
        if (!alive_ || members.isEmpty() || members.first().stage == SweepStage::Trunk) return;
        inAll_ += members.size();
        put(RunState::Running);
    });
    connect(&feed, &SweepFeed::memberEnded, this, [this](const std::shared_ptr<const SweepRecord>& soFar) {
        if (!alive_) return;
        alive_ = soFar;
        put(RunState::Running);
    });
    connect(&feed, &SweepFeed::ended, this, [this](const std::shared_ptr<const SweepRecord>& record) {
        if (!alive_) return;
        alive_ = record;
        put(stateOf(record->outcome));
        alive_.reset();
    });
}

void SweepRows::begin(const SweepConfig& config) {
    auto record = std::make_shared<SweepRecord>();
    record->config = config;
    alive_ = std::move(record);
    number_ = session_.newNumber();
    inAll_ = 0;
    put(RunState::Running);
}

void SweepRows::endUnfinished(const QString& why) {
    if (!alive_) return;
    auto record = std::make_shared<SweepRecord>(*alive_);
    record->message = why.toStdString();
    alive_ = std::move(record);
    put(RunState::Failed);
    alive_.reset();
}

void SweepRows::put(RunState state) {
    session_.runs()->put(itemOf(*alive_, number_, state, inAll_));
}

} // namespace cyclo::ui
