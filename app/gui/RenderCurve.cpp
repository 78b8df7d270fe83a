// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/RenderCurve.h"

#include "core/persistence/CurveDocument.h"
#include "core/persistence/FileError.h"
#include "core/persistence/JsonValue.h"
#include "ui/charts/LrFinderChart.h"
#include "ui/charts/PlotView.h"
#include "ui/models/RecipeText.h"

#include <QCoreApplication>

#include <algorithm>
#include <cstdio>

namespace cyclo::ui {

namespace {

constexpr QSize kPictureSize(900, 520); ///< written at twice that

QString titleOf(const CurveDocument& curve) {
    const JsonValue settings(curve.settings);
    const auto setting = [&](const char* key) {
        const auto found = settings.find(key);
        return found ? found->text() : std::string();
    };
    return rangeTestTitle({.steps = static_cast<std::int64_t>(curve.points.size()),
                           .loss = hasValidationLosses(curve.points) ? FinderLoss::Validation
                                                                     : FinderLoss::Training,
                           .seeds = static_cast<std::int64_t>(std::max<std::size_t>(1, curve.seeds.size()))},
                          setting("net"), setting("data"));
}

void show(const CurveDocument& curve, LrFinderChart& chart) {
    chart.setTitle(titleOf(curve));
    chart.setEmptyMessage(QCoreApplication::translate("RenderCurve", "The range test made no step."));
    if (curve.points.size() > 1 && curve.points.front().learningRate > 0)
        chart.setLearningRateRange(curve.points.front().learningRate, curve.points.back().learningRate);
    if (curve.seeds.empty()) chart.appendPoints(curve.points);
    for (const FindRecord& test : curve.seeds) {
        chart.appendSeedPoints(test.config.seed, test.points);
        chart.endSeed(test.config.seed, test.summary.outcome);
    }
    chart.setSmoothed(curve.suggestions.smoothed);
    chart.setSuggestions(curve.suggestions);
    if (const auto& bounds = curve.suggestions.recommended) chart.setPicks(bounds->minLr, bounds->maxLr);
}

int fail(int code, const QString& message) {
    std::fprintf(stderr, "cyclometer: %s\n", qPrintable(message));
    return code;
}

} // namespace

int renderCurve(const QString& curveFile, const QString& pngFile) {
    try {
        LrFinderChart chart;
        show(loadCurve(curveFile.toStdString()), chart);
        chart.resize(kPictureSize);
        chart.ensurePolished();
        chart.plot()->resize(kPictureSize);
        if (const auto problem = chart.plot()->exportTo(pngFile)) return fail(1, *problem);
    } catch (const FileError& error) {
        return fail(2, QString::fromUtf8(error.what()));
    }
    return 0;
}

} // namespace cyclo::ui
