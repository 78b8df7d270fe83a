// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/ScoreTable.h"

#include "ui/models/NumberText.h"
#include "ui/theme/Numbers.h"

#include <QCoreApplication>

namespace cyclo::ui {

namespace {

struct ScoreTableText {
    Q_DECLARE_TR_FUNCTIONS(ScoreTable)
};

} // namespace

SweepTable scoreTable(const QString& valueTitle, const std::vector<ValueScore>& scores) {
    SweepTable table{.columns = {valueTitle, ScoreTableText::tr("val. loss"), ScoreTableText::tr("accuracy")},
                     .rows = {},
                     .words = {}};
    for (const ValueScore& score : scores)
        table.rows.append({score.value,
                           {formatShort(score.value), formatNumber(score.validationLoss),
                            percentText(score.validationAccuracy)}});
    return table;
}

} // namespace cyclo::ui
