// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/ScoreTable.h"

#include "core/analysis/SignificantDigits.h"
#include "ui/models/NumberText.h"
#include "ui/theme/Numbers.h"

#include <QCoreApplication>

namespace cyclo::ui {

namespace {

struct ScoreTableText {
    Q_DECLARE_TR_FUNCTIONS(ScoreTable)
};

/// With as many decimals as the mean has; where they would all be 0, its first digit.
QString spreadText(const QString& mean, double spread) {
    const qsizetype point = mean.indexOf(QLatin1Char('.'));
    const bool plain = point >= 0 && !mean.contains(QLatin1Char('e'));
    const QString text =
        plain ? QString::number(spread, 'f', static_cast<int>(mean.size() - point - 1)) : QString();
    return text.toDouble() > 0.0 ? text : formatShort(roundedToDigits(spread, 1));
}

/// What has no column.
QString toolTipOf(const ValueScore& score) {
    QStringList lines{ScoreTableText::tr("Σ lr·wd over the run, by which the weights shrink: %1")
                          .arg(formatNumber(score.totalDecay))};
    if (score.runs - score.diverged > 1)
        lines +=
            ScoreTableText::tr("Mean ± standard deviation over %1 seeds").arg(score.runs - score.diverged);
    if (score.diverged > 0)
        lines += ScoreTableText::tr("%1 of %2 runs diverged; the means leave them out")
                     .arg(score.diverged)
                     .arg(score.runs);
    return lines.join(QLatin1Char('\n'));
}

} // namespace

SweepTable scoreTable(const QString& valueTitle, const std::vector<ValueScore>& scores) {
    SweepTable table{.columns = {valueTitle, ScoreTableText::tr("val. loss"), ScoreTableText::tr("accuracy")},
                     .rows = {},
                     .words = {}};
    for (const ValueScore& score : scores)
        table.rows.append(
            {.value = score.value,
             .cells = {formatShort(score.value),
                       meanText(score.validationLoss, score.lossSpread, score.runs - score.diverged),
                       percentText(score.validationAccuracy)},
             .toolTip = toolTipOf(score)});
    return table;
}

QString meanText(double mean, double spread, std::int64_t runs) {
    if (runs < 2) return formatNumber(mean);
    return formatNumber(mean) + QStringLiteral(" ± ") + spreadText(formatNumber(mean), spread);
}

QString largestText(const Standing& standing) {
    return standing.isLargest ? ScoreTableText::tr(" It is the largest tried: a larger one may be better.")
                              : QString();
}

QString standingText(const Standing& standing) {
    const QString best = formatShort(standing.best);
    const QString close = valuesText(standing.close);
    if (close.isEmpty()) return ScoreTableText::tr("%1 ends lowest.").arg(best) + largestText(standing);
    if (standing.oneSeed)
        return ScoreTableText::tr(
                   "%1 ends lowest, with %2 at most 3 % behind: one seed cannot tell values that "
                   "close apart.")
                   .arg(best, close) +
               largestText(standing);
    return ScoreTableText::tr("%1 ends lowest; these seeds cannot tell it from %2.").arg(best, close) +
           largestText(standing);
}

QString valuesText(const std::vector<double>& values) {
    QStringList words;
    for (const double value : values)
        words += formatShort(value);
    return words.join(QStringLiteral(", "));
}

} // namespace cyclo::ui
