// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/TuneText.h"

#include "core/experiments/SweepStanding.h"
#include "core/persistence/TuneJson.h"
#include "core/schedules/NumberText.h"
#include "ui/models/NumberText.h"
#include "ui/theme/Numbers.h"

#include <QCoreApplication>

#include <cmath>

namespace cyclo::ui {

namespace {

/// The context of the translations.
struct TuneText {
    Q_DECLARE_TR_FUNCTIONS(TuneText)
};

/// What has to be said behind a pick.
QString doubts(const SweepRecord& sweep) {
    const auto standing = standingOf(scoresOf(sweep.config, sweep.members));
    return standing ? QString::fromStdString(doubtsOf(*standing)) : QString();
}

/// "loss 0.123, 97.10 %"
QString figuresOf(const EpochRecord& last) {
    const QString loss = TuneText::tr("loss %1").arg(formatNumber(last.validationLoss));
    return std::isnan(last.validationAccuracy)
               ? loss
               : TuneText::tr("%1, %2").arg(loss, percentText(last.validationAccuracy));
}

} // namespace

bool isCycle(const QString& run) {
    return run == QLatin1String(kCycledRun) || run == QLatin1String(kHeldRun);
}

QString foundText(const QString& run, const EpochRecord& last) {
    const QString who = run == QLatin1String(kCycledRun) ? TuneText::tr("cycled")
                        : run == QLatin1String(kHeldRun) ? TuneText::tr("held")
                                                         : run;
    return TuneText::tr("%1: %2").arg(who, figuresOf(last));
}

QString foundText(const TunePicks& picks) {
    if (picks.weightDecay) return TuneText::tr("decay %1").arg(formatShort(*picks.weightDecay));
    if (picks.momentum) return TuneText::tr("momentum %1").arg(formatShort(*picks.momentum));
    return picks.maxLr ? TuneText::tr("max LR %1").arg(formatNumber(*picks.maxLr)) : QString();
}

QString resultText(const TuneRecord& record) {
    QStringList lines;
    if (record.maxLr)
        lines += TuneText::tr("Learning rate %1 to %2")
                     .arg(formatNumber(*record.maxLr / 10.0), formatNumber(*record.maxLr));
    if (record.momentum)
        lines += TuneText::tr("Momentum %1").arg(formatShort(*record.momentum)) + doubts(record.momenta);
    if (record.weightDecay)
        lines += TuneText::tr("Weight decay %1").arg(formatShort(*record.weightDecay)) +
                 doubts(record.weightDecays);
    if (record.outcome == RunOutcome::Completed)
        lines +=
            QString::fromStdString(verdictOf(record)) + QLatin1Char('.') + QLatin1Char(' ') +
            TuneText::tr("It took %1 in all.").arg(QString::fromStdString(durationText(record.wallSeconds)));
    else
        lines += QString::fromStdString(record.message) + QLatin1Char('.');
    if (record.outcome == RunOutcome::Stopped)
        lines += TuneText::tr("Tune again with the same settings, and it goes on from what is finished.");
    return lines.join(QLatin1Char('\n'));
}

} // namespace cyclo::ui
