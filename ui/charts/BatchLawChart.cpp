// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/BatchLawChart.h"

#include "ui/charts/PlotView.h"

#include <QVBoxLayout>

namespace cyclo::ui {

namespace {

using Row = BatchLaw::Row;

template <typename Value> std::vector<CurveSample> curveOf(const std::vector<Row>& rows, Value value) {
    std::vector<CurveSample> samples;
    for (const Row& row : rows)
        if (const double y = value(row); y > 0) samples.push_back({static_cast<double>(row.batchSize), y});
    return samples;
}

} // namespace

BatchLawChart::BatchLawChart(QWidget* parent) : QWidget(parent), plot_(new PlotView(this)) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(plot_);
    setFocusProxy(plot_);
    plot_->setThinningTold(false);
    plot_->setTitle(tr("Largest usable learning rate against batch size"));
    plot_->setXAxis({.title = tr("batch size"), .scale = AxisScale::Log});
    plot_->setLeftAxis({.title = tr("largest learning rate"), .scale = AxisScale::Log});
    plot_->setEmptyMessage(tr("A point for each batch size stands here once its range test is over."));
}

void BatchLawChart::clear() {
    plot_->clearCurves();
}

void BatchLawChart::setLaw(const BatchLaw& law) {
    plot_->clearCurves();
    const auto rule = [&](const QString& name, Ink ink, double Row::*prediction) {
        plot_->setCurve(name, curveOf(law.rows, [&](const Row& row) { return row.*prediction; }),
                        {.ink = ink, .width = 1.0, .alpha = 0.8, .name = name, .endLabel = name});
    };
    rule(tr("√k"), Ink::Run1, &Row::squareRoot);
    rule(tr("linear"), Ink::Run2, &Row::linear);
    rule(tr("none"), Ink::Run3, &Row::none);
    if (law.law)
        plot_->setCurve(QStringLiteral("law"),
                        curveOf(law.rows,
                                [&](const Row& row) { return law.law->at(static_cast<double>(row.batchSize)); }),
                        {.ink = Ink::Loss, .width = 1.5, .name = tr("fit")});
    plot_->setCurve(QStringLiteral("measured"),
                    curveOf(law.rows, [](const Row& row) { return row.maxLr.value_or(0.0); }),
                    {.ink = Ink::Loss, .width = 2.5, .name = tr("measured"), .markers = true});
}

} // namespace cyclo::ui
