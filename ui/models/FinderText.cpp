// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/FinderText.h"

#include "ui/theme/Numbers.h"

#include <QCoreApplication>

namespace cyclo::ui {

namespace {

struct FinderTextWords {
    Q_DECLARE_TR_FUNCTIONS(cyclo::ui::FinderText)
};

} // namespace

QString priceText(const ExperimentConfig& config, const DataSource& data) {
    if (config.finder.loss != FinderLoss::Validation) return {};
    return FinderTextWords::tr(
               "%1 held-out samples are measured after each of %2 steps: the test takes about %3 times as "
               "long as with the training loss.")
        .arg(formatCount(validationSamples(config, data)), formatCount(config.finder.steps),
             formatShort(priceOfValidation(config, data)));
}

QString momentumLimitName(OptimizerKind optimizer) {
    return optimizer == OptimizerKind::Nesterov ? QStringLiteral("2(1+μ)/((1+2μ)λ)")
                                                : QStringLiteral("2(1+μ)/λ");
}

QString curvatureText(const FindRecord& record) {
    const auto curvature = curvatureOf(record);
    if (!curvature) return {};
    QString text = FinderTextWords::tr("Top curvature of the loss at the start: λ = %1.")
                       .arg(formatNumber(curvature->topEigenvalue));
    if (curvature->limitSgd)
        text += FinderTextWords::tr(" Theory has descent stable there below 2/λ = %1")
                    .arg(formatNumber(*curvature->limitSgd));
    if (curvature->limitMomentum)
        text += FinderTextWords::tr(", with momentum %1 below %2 = %3")
                    .arg(formatShort(record.config.momentum), momentumLimitName(record.config.optimizer.kind),
                         formatNumber(*curvature->limitMomentum));
    if (curvature->limitSgd) text += QLatin1Char('.');
    if (record.summary.outcome == RunOutcome::Diverged && !record.points.empty())
        text += FinderTextWords::tr(" The loss blew up at %1.")
                    .arg(formatNumber(record.points.back().learningRate));
    return text;
}

} // namespace cyclo::ui
