// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/PlotDescription.h"

#include "ui/theme/Numbers.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>

namespace cyclo::ui {
namespace {

struct PlotDescriptionText {
    Q_DECLARE_TR_FUNCTIONS(cyclo::ui::PlotDescription)
};

QString describeCurve(const PlotCurve& curve) {
    const auto samples = curve.data.drawable();
    const auto [lowest, highest] = std::ranges::minmax_element(samples, {}, &CurveSample::y);
    QString text =
        PlotDescriptionText::tr("%1: from %2 at %3 to %4 at %5, lowest %6 at %7, highest %8 at %9")
            .arg(curve.displayName(), formatNumber(samples.front().y), formatNumber(samples.front().x),
                 formatNumber(samples.back().y), formatNumber(samples.back().x), formatNumber(lowest->y),
                 formatNumber(lowest->x), formatNumber(highest->y), formatNumber(highest->x));
    if (!curve.data.lost().empty())
        text +=
            PlotDescriptionText::tr(", no number from %1 on").arg(formatNumber(curve.data.lost().front()));
    return text;
}

} // namespace

QString describePlot(const PlotContents& contents) {
    if (contents.isEmpty()) return contents.emptyMessage;
    QStringList sentences;
    for (const PlotCurve& curve : contents.curves)
        if (curve.style.inReadout && !curve.data.drawable().empty()) sentences << describeCurve(curve);
    for (const Handle& handle : contents.handles)
        sentences << (handle.shape == HandleShape::Point
                          ? PlotDescriptionText::tr("%1 %2 at %3")
                                .arg(handle.label, formatNumber(handle.level), formatNumber(handle.value))
                          : handle.label + QLatin1Char(' ') + formatNumber(handle.value));
    for (const Guide& guide : contents.guides)
        sentences << PlotDescriptionText::tr("%1 at %2: %3")
                         .arg(guide.label, formatNumber(guide.value), guide.reason);
    if (contents.cells)
        for (const CellMark& mark : contents.cells->marks)
            if (const PlotCurve* row = contents.curve(mark.row))
                sentences << contents.left.title + QLatin1Char(' ') + row->displayName() +
                                 QLatin1String(": ") + mark.label;
    if (!contents.note.isEmpty()) sentences << contents.note;
    return sentences.join(QLatin1String(". "));
}

} // namespace cyclo::ui
