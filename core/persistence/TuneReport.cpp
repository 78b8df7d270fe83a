// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiments/SweepStanding.h"
#include "core/persistence/SvgChart.h"
#include "core/persistence/TuneJson.h"
#include "core/schedules/NumberText.h"

#include <cmath>

namespace cyclo {

namespace {

constexpr const char* kHead = R"(<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Tuning report</title><style>
:root{color-scheme:light dark;--ink:#222;--paper:#fff;--grid:#ddd}
@media(prefers-color-scheme:dark){:root{--ink:#ddd;--paper:#1b1b1b;--grid:#444}}
body{font:15px/1.5 system-ui,sans-serif;color:var(--ink);background:var(--paper);max-width:760px;margin:2em auto;padding:0 1em}
h1{font-size:1.5em}h2{font-size:1.15em;margin-top:1.8em}svg{width:100%}svg text{font-size:12px;fill:var(--ink)}
.g{stroke:var(--grid)}.m{stroke:var(--ink);stroke-dasharray:5 4}
table{border-collapse:collapse;margin:.5em 0}td,th{padding:.15em .9em .15em 0;text-align:right}
th{font-weight:600;border-bottom:1px solid var(--grid)}td:first-child,th:first-child{text-align:left}.best{font-weight:600}
</style></head><body>
)";

std::string number(double value) {
    return std::isfinite(value) ? numberText(value) : "–";
}

std::string percent(double fraction) {
    return std::isfinite(fraction) ? percentText(fraction) : "–";
}

std::string paragraph(const std::string& text) {
    return "<p>" + htmlText(text) + "</p>\n";
}

std::string heading(const std::string& text) {
    return "<h2>" + htmlText(text) + "</h2>\n";
}

std::string row(const std::vector<std::string>& cells, const char* tag, bool best = false) {
    std::string text = best ? "<tr class=\"best\">" : "<tr>";
    for (const auto& cell : cells)
        text += std::string("<") + tag + ">" + htmlText(cell) + "</" + tag + ">";
    return text + "</tr>\n";
}

std::string budgetTable(const TuneRecord& record) {
    std::string text = "<table>" + row({"part", "runs", "epochs at most"}, "th");
    double epochs = 0.0;
    std::int64_t runs = 0;
    for (const TuneBudget& part : record.budget) {
        text += row({part.part, std::to_string(part.runs), number(part.epochs)}, "td");
        epochs += part.epochs;
        runs += part.runs;
    }
    return text + row({"together", std::to_string(runs), number(epochs)}, "td", true) + "</table>\n";
}

std::string intervalText(const std::optional<LrInterval>& interval) {
    if (!interval) return {};
    return " (noise and seeds leave " + number(interval->low) + " to " + number(interval->high) + ")";
}

/// The range tests at the batch size itself, raw and smoothed, and the smoothed mean where there are several.
std::string curveFigure(const TuneRecord& record) {
    SvgChart chart{.xLabel = "learning rate", .yLabel = "training loss", .logX = true, .markX = record.maxLr};
    double start = 0.0;
    const auto tests = rangeTestsOf(record);
    for (const SweepMemberRecord* test : tests) {
        const LrCurve curve = lrCurveOf(test->points);
        start = std::max(start, curve.losses.front());
        chart.series.push_back({.name = "", .x = curve.learningRates, .y = curve.losses, .faint = true});
        chart.series.push_back({.name = "seed " + std::to_string(test->member.seed),
                                .x = curve.learningRates,
                                .y = suggestionsOf(*test).smoothed});
    }
    if (tests.size() > 1) {
        const auto mean = suggestionsOf(tests).smoothed;
        std::vector<double> rates = lrCurveOf(tests.front()->points).learningRates;
        rates.resize(mean.size());
        chart.series.push_back({.name = "mean", .x = std::move(rates), .y = mean});
    }
    constexpr double kHeadroom = 1.3;
    chart.yHighest = kHeadroom * start;
    return svgOf(chart);
}

std::string batchSection(const TuneRecord& record) {
    const BatchLaw law = batchLawOf(record.batches.members);
    std::string text = "<table>" + row({"batch", "largest usable LR", "by √k", "linear", "none"}, "th");
    for (const auto& one : law.rows) {
        text += row({std::to_string(one.batchSize), one.maxLr ? number(*one.maxLr) : "–",
                     number(one.squareRoot), number(one.linear), number(one.none)},
                    "td");
    }
    text += "</table>\n";
    if (!law.law)
        return text + paragraph("The usable maximum is known for fewer than two batch sizes: no law.");
    std::string said = "Measured: the largest usable learning rate goes with the batch to the power " +
                       number(law.law->exponent);
    if (law.law->interval)
        said += " (95 % interval " + number(law.law->interval->low) + " to " +
                number(law.law->interval->high) + ")";
    return text + paragraph(said + ". √k would be 0.5, linear 1. The batch size was kept.");
}

std::string doubtsOfSweep(const SweepRecord& sweep) {
    const auto standing = standingOf(scoresOf(sweep.config, sweep.members));
    return standing ? doubtsOf(*standing) : "";
}

std::string scoreTable(const SweepRecord& sweep, const std::string& what) {
    const auto scores = scoresOf(sweep.config, sweep.members);
    const auto best = bestOf(scores);
    std::string text =
        "<table>" + row({what, "test loss", "test accuracy", "sum of LR·wd", "diverged"}, "th");
    for (const ValueScore& score : scores) {
        text += row({number(score.value), number(score.validationLoss), percent(score.validationAccuracy),
                     number(score.totalDecay), std::to_string(score.diverged)},
                    "td", best && best->value == score.value);
    }
    return text + "</table>\n";
}

std::string scheduleFigures(const TuneRun& run) {
    SvgSeries rates{.name = "learning rate"}, momenta{.name = "momentum"};
    for (const StepRecord& step : run.steps) {
        for (SvgSeries* series : {&rates, &momenta})
            series->x.push_back(static_cast<double>(step.step));
        rates.y.push_back(step.learningRate);
        momenta.y.push_back(step.momentum);
    }
    return svgOf({.xLabel = "step", .yLabel = "learning rate", .series = {rates}}) +
           svgOf({.xLabel = "step", .yLabel = "momentum", .series = {momenta}});
}

std::string finalFigure(const TuneRecord& record) {
    SvgChart chart{.xLabel = "epoch", .yLabel = "test loss", .logY = true};
    for (const TuneRun& run : record.runs) {
        SvgSeries series{.name = run.name};
        for (const EpochRecord& epoch : run.epochs) {
            series.x.push_back(static_cast<double>(epoch.epoch + 1));
            series.y.push_back(epoch.validationLoss);
        }
        chart.series.push_back(std::move(series));
    }
    return svgOf(chart);
}

std::string finalTable(const TuneRecord& record) {
    std::string text = "<table>" + row({"run", "test loss", "test accuracy", "training loss", "ended"}, "th");
    for (const TuneRun& run : record.runs) {
        const auto last = run.summary.last.value_or(
            EpochRecord{.trainLoss = NAN, .validationLoss = NAN, .validationAccuracy = NAN});
        text += row({run.name, number(last.validationLoss), percent(last.validationAccuracy),
                     number(last.trainLoss), toString(run.summary.outcome)},
                    "td", &run == tunedRun(record));
    }
    return text + "</table>\n";
}

} // namespace

std::string tuneReportHtml(const TuneRecord& record) {
    const ExperimentConfig& base = record.config.base;
    const std::string brief = std::to_string(shortEpochsOf(record.config));
    std::string page = kHead;
    page += "<h1>" + htmlText(base.network + " on " + base.data.spec) + "</h1>\n";
    page += paragraph(verdictOf(record) + ".");
    page +=
        paragraph("Batch " + std::to_string(base.batchSize) + ", " + std::to_string(base.epochs) +
                  " epochs, " + toString(base.optimizer.kind) + ", weight decay " +
                  toString(base.optimizer.weightDecayMode) + ", seed " + std::to_string(base.seed) +
                  ". Test loss and accuracy are of the held-out set, which the picks were made on too: for a "
                  "figure nobody has looked at, keep a third set.");
    page += heading("Budget") + budgetTable(record);
    page += paragraph("It took " + durationText(record.wallSeconds) + " in all.");
    page += heading("1. Learning rate");
    page += paragraph(
        "Range tests at weight decay 0, one per seed. The largest learning rate is " + number(*record.maxLr) +
        intervalText(record.maxLrInterval) +
        ", recommended for the mean curve of the seeds; the smallest of the cycle is a tenth of it. Why: " +
        record.maxLrWhy + ".");
    page += curveFigure(record);
    page += heading("2. Batch size") + batchSection(record);
    page += heading("3. Momentum");
    page += paragraph(
        "Short 1cycle runs of " + brief + " epochs with momentum held. The lowest final test loss decides: " +
        number(*record.momentum) + doubtsOfSweep(record.momenta) +
        ". The final runs have momentum fall from there while the learning rate rises, or hold it.");
    page += scoreTable(record.momenta, "momentum");
    page += heading("4. Weight decay");
    page += paragraph(
        "1cycle runs as long as the final ones at the learning rate found without decay, then one more "
        "between the best two, or beyond the largest where that is the best. Short runs tend to ask for too "
        "little decay: they do not overfit yet. The lowest final test loss decides: " +
        number(*record.weightDecay) + doubtsOfSweep(record.weightDecays) +
        ". The paper holds that learning rate and decay are better sought together; a joint sweep does.");
    page += scoreTable(record.weightDecays, "weight decay");
    if (const TuneRun* tuned = tunedRun(record)) {
        page += heading("5. Schedule") + scheduleFigures(*tuned);
        page += heading("6. Final runs");
        page += paragraph(
            "1cycle with momentum cycled and held: the one with the lower test loss is the schedule "
            "above. Baselines of the same length: constant learning rates at momentum " +
            number(base.momentum) +
            ", and the best of these divided by 10 at half and at three "
            "quarters of the run. All with the decay found above.");
        page += finalFigure(record) + finalTable(record);
    }
    return page + "</body></html>\n";
}

} // namespace cyclo
