// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/DecayMapChart.h"

#include "ui/charts/PlotView.h"
#include "ui/theme/Numbers.h"

#include <QStringList>
#include <QVBoxLayout>

#include <algorithm>
#include <iterator>
#include <utility>
#include <vector>

namespace cyclo::ui {

namespace {

QString rowId(double weightDecay) {
    return formatFull(weightDecay);
}

std::vector<CurveSample> samplesOf(const DecayRow& row) {
    std::vector<CurveSample> samples;
    for (std::size_t i = 0; i < row.losses.size(); ++i)
        if (row.learningRates[i] > 0.0) samples.push_back({row.learningRates[i], row.losses[i]});
    return samples;
}

} // namespace

DecayMapChart::DecayMapChart(QWidget* parent) : QWidget(parent), plot_(new PlotView(this)) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(plot_);
    setFocusProxy(plot_);
    plot_->setThinningTold(false);
    plot_->setCells(CellMap{.beyond = tr("blown up")});
    clear({.title = tr("learning rate"), .scale = AxisScale::Log}, {});
    connect(plot_, &PlotView::clicked, this, [this](double x) {
        if (const auto decay = decayUnderCrosshair()) emit cellClicked(*decay, x);
    });
    connect(plot_, &PlotView::crosshairMoved, this, [this] {
        const auto decay = decayUnderCrosshair();
        if (std::exchange(hovered_, decay) != decay) emit decayHovered(decay);
    });
}

void DecayMapChart::clear(const AxisOptions& x, const QString& loss) {
    rows_.clear();
    best_.reset();
    loss_ = loss;
    plot_->clearCurves();
    plot_->setViewMode(ViewMode::Fit); // a view that was held was one of other rows
    plot_->setXAxis(x);
    showScale();
    showMarks();
}

void DecayMapChart::setRow(const DecayRow& row) {
    const bool isNew = !rows_.contains(row.weightDecay);
    rows_[row.weightDecay] = row;
    showScale();
    if (isNew)
        showRows();
    else
        plot_->setCurve(rowId(row.weightDecay), samplesOf(row),
                        plot_->contents().curve(rowId(row.weightDecay))->style);
    showNote();
}

/// All of them anew: rows stand in the order in which their curves came.
void DecayMapChart::showRows() {
    plot_->clearCurves();
    for (const auto& [decay, row] : rows_)
        plot_->setCurve(rowId(decay), samplesOf(row), {.name = formatShort(decay), .axis = AxisSide::Right});
    showMarks();
}

void DecayMapChart::showScale() {
    std::vector<DecayRow> rows;
    for (const auto& [decay, row] : rows_)
        rows.push_back(row);
    const LossScale losses = lossScaleOf(rows);
    const bool isRange = losses.highest > losses.lowest;
    plot_->setLeftAxis({.title = tr("weight decay"),
                        .from = 0.0,
                        .to = static_cast<double>(std::max<std::size_t>(1, rows_.size()))});
    plot_->setRightAxis(AxisOptions{.title = tr("%1, smoothed").arg(loss_),
                                    .from = isRange ? losses.lowest : losses.lowest - 0.5,
                                    .to = isRange ? losses.highest : losses.lowest + 0.5});
}

void DecayMapChart::setBest(const std::optional<DecayCurve>& best) {
    best_ = best;
    showMarks();
}

void DecayMapChart::setPicks(double weightDecay, std::optional<double> maxLr) {
    pickedDecay_ = weightDecay;
    pickedLr_ = maxLr;
    showMarks();
}

/// How to pick and what has no colour, once there are some; and a decay that the marks cannot show.
void DecayMapChart::showNote() {
    if (plot_->contents().isEmpty()) {
        plot_->setNote({});
        return;
    }
    QStringList notes{tr("click: takes decay and max LR"),
                      tr("hatched: blown up, above the loss it began with")};
    if (!rows_.contains(pickedDecay_))
        notes += tr("the decay of the experiment, %1, has no row").arg(formatShort(pickedDecay_));
    plot_->setNote(notes.join(QStringLiteral(" · ")));
}

void DecayMapChart::showMarks() {
    showNote();
    std::vector<CellMark> marks{{.row = rowId(pickedDecay_), .label = tr("picked")}};
    if (best_)
        marks.push_back({.row = rowId(best_->weightDecay),
                         .x = best_->stableLr,
                         .label = tr("stable to %1").arg(formatNumber(best_->stableLr)),
                         .ink = Ink::Run4});
    plot_->setCellMarks(marks);
    std::vector<Handle> handles;
    if (pickedLr_)
        handles.push_back(
            {.id = QStringLiteral("max"), .value = *pickedLr_, .label = tr("max LR"), .movable = false});
    plot_->setHandles(handles);
}

std::optional<double> DecayMapChart::decayUnderCrosshair() const {
    const auto row = plot_->crosshairRow();
    if (!row || *row >= rows_.size()) return std::nullopt;
    return std::next(rows_.begin(), static_cast<std::ptrdiff_t>(*row))->first;
}

} // namespace cyclo::ui
