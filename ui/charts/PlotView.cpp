// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/PlotView.h"

#include "ui/charts/CurveLayer.h"
#include "ui/charts/PlotDescription.h"
#include "ui/charts/PlotExport.h"
#include "ui/charts/PlotInteraction.h"
#include "ui/charts/PlotOverlay.h"

#include <QApplication>
#include <QClipboard>
#include <QPainter>

#include <algorithm>
#include <utility>

namespace cyclo::ui {
namespace {

constexpr double kCopyScale = 2.0;

} // namespace

PlotView::PlotView(QWidget* parent)
    : QWidget(parent),
      layer_(std::make_unique<CurveLayer>()),
      interaction_(std::make_unique<PlotInteraction>(*this)) {
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_OpaquePaintEvent);
    settle_.setSingleShot(true);
    connect(&settle_, &QTimer::timeout, this, [this] {
        if (!counts_.antialiased) markDirty();
    });
    describe_.setSingleShot(true);
    connect(&describe_, &QTimer::timeout, this, &PlotView::describe);
}

PlotView::~PlotView() = default;

// --- what is shown ---

void PlotView::setTitle(const QString& sentence) {
    if (contents_.title == sentence) return;
    contents_.title = sentence;
    setAccessibleName(sentence);
    markDirty();
}

void PlotView::setNote(const QString& note) {
    if (contents_.note == note) return;
    contents_.note = note;
    markDirty();
}

void PlotView::setThinningTold(bool on) {
    contents_.tellThinning = on;
    markDirty();
}

void PlotView::setEmptyMessage(const QString& sentence) {
    contents_.emptyMessage = sentence;
    describe();
    markDirty();
}

void PlotView::setXAxis(const AxisOptions& options) {
    if (contents_.x == options) return;
    contents_.x = options;
    for (PlotCurve& curve : contents_.curves)
        curve.data.setScales(options.scale, contents_.scaleOf(curve.style.axis));
    markDirty();
}

void PlotView::setLeftAxis(const AxisOptions& options) {
    if (contents_.left == options) return;
    const bool scaleChanged = contents_.left.scale != options.scale;
    contents_.left = options;
    for (PlotCurve& curve : contents_.curves)
        curve.data.setScales(contents_.x.scale, contents_.scaleOf(curve.style.axis));
    if (scaleChanged && mode_ == ViewMode::Hold) range_ = fittedToX(contents_, range_.x);
    markDirty();
}

void PlotView::setRightAxis(const std::optional<AxisOptions>& options) {
    if (contents_.right == options) return;
    contents_.right = options;
    for (PlotCurve& curve : contents_.curves)
        curve.data.setScales(contents_.x.scale, contents_.scaleOf(curve.style.axis));
    if (mode_ == ViewMode::Hold) range_.right = fittedToX(contents_, range_.x).right;
    markDirty();
}

void PlotView::setCurve(const QString& id, std::vector<CurveSample> samples, const CurveStyle& style) {
    PlotCurve* curve = contents_.curve(id);
    if (!curve) {
        contents_.curves.push_back({id, {}, {}});
        curve = &contents_.curves.back();
    }
    curve->style = style;
    curve->data.setScales(contents_.x.scale, contents_.scaleOf(style.axis));
    curve->data.assign(std::move(samples));
    dataArrived(id);
}

void PlotView::appendToCurve(const QString& id, std::span<const CurveSample> samples) {
    PlotCurve* curve = contents_.curve(id);
    Q_ASSERT(curve);
    curve->data.append(samples);
    dataArrived(id);
}

void PlotView::removeCurve(const QString& id) {
    const auto gone = std::erase_if(contents_.curves, [&](const PlotCurve& curve) { return curve.id == id; });
    if (gone == 0) return;
    layer_->remove(id);
    stale_.remove(id);
    dataArrived(id);
}

void PlotView::clearCurves() {
    for (const PlotCurve& curve : contents_.curves)
        layer_->remove(curve.id);
    contents_.curves.clear();
    stale_.clear();
    markDirty();
}

void PlotView::setBands(const std::vector<Band>& bands) {
    if (contents_.bands == bands) return;
    contents_.bands = bands;
    markDirty();
}

void PlotView::setHandles(const std::vector<Handle>& handles) {
    if (contents_.handles == handles) return;
    contents_.handles = handles;
    interaction_->handlesChanged();
    describeSoon();
    update();
}

void PlotView::setHandleValue(const QString& id, double value, double level) {
    Handle* handle = contents_.handle(id);
    if (!handle || (handle->value == value && handle->level == level)) return;
    handle->value = value;
    handle->level = level;
    describeSoon();
    update();
}

void PlotView::setActiveHandle(const QString& id) {
    interaction_->setActiveHandle(id);
    update();
}

QString PlotView::activeHandle() const {
    return interaction_->activeHandle();
}

void PlotView::setGuides(const std::vector<Guide>& guides) {
    if (contents_.guides == guides) return;
    contents_.guides = guides;
    markDirty();
}

void PlotView::setCells(const std::optional<CellMap>& cells) {
    Q_ASSERT(contents_.curves.empty());
    contents_.cells = cells;
    markDirty();
}

void PlotView::setCellMarks(const std::vector<CellMark>& marks) {
    Q_ASSERT(contents_.cells);
    if (contents_.cells->marks == marks) return;
    contents_.cells->marks = marks;
    markDirty();
}

void PlotView::setGhost(const std::optional<Ghost>& ghost) {
    contents_.ghost = ghost;
    update();
}

void PlotView::setNow(std::optional<double> x) {
    if (contents_.now == x) return;
    contents_.now = x;
    update();
}

// --- the view ---

void PlotView::setViewMode(ViewMode mode) {
    if (mode_ == mode) return;
    takeIn(); // Hold and Follow begin with what is in view
    mode_ = mode;
    markDirty();
}

const ViewRange& PlotView::viewRange() {
    takeIn();
    return range_;
}

void PlotView::goTo(const ViewRange& range, bool remember) {
    takeIn();
    const AxisScale right = contents_.scaleOf(AxisSide::Right);
    if (!isUsable(range.x, contents_.x.scale) || !isUsable(range.left, contents_.left.scale) ||
        !isUsable(range.right, right))
        return;
    if (remember) history_.remember({mode_, range_});
    showView({ViewMode::Hold, range});
}

void PlotView::fitByHand() {
    takeIn();
    if (mode_ != ViewMode::Fit) history_.remember({mode_, range_});
    showView({ViewMode::Fit, range_});
}

bool PlotView::zoomBack() {
    if (!history_.canGoBack()) return false;
    takeIn();
    showView(history_.goBack({mode_, range_}));
    return true;
}

bool PlotView::zoomForward() {
    if (!history_.canGoForward()) return false;
    takeIn();
    showView(history_.goForward({mode_, range_}));
    return true;
}

void PlotView::showView(const ViewState& state) {
    mode_ = state.mode;
    range_ = state.range;
    markDirty();
    emit xViewChanged(mode_, viewRange().x);
}

void PlotView::setLinkedX(ViewMode mode, const AxisRange& x) {
    takeIn();
    if (!isUsable(x, contents_.x.scale) || (mode == mode_ && range_.x == x)) return;
    mode_ = mode;
    if (mode != ViewMode::Fit) range_ = fittedToX(contents_, x);
    markDirty();
}

void PlotView::setCrosshair(std::optional<double> x) {
    if (interaction_->crosshair() == x) return;
    interaction_->setCrosshair(x);
    update();
}

std::optional<double> PlotView::crosshair() const {
    return interaction_->crosshair();
}

std::optional<std::size_t> PlotView::crosshairRow() const {
    return interaction_->row();
}

void PlotView::setMinimumMargins(int left, int right) {
    if (minimumLeft_ == left && minimumRight_ == right) return;
    minimumLeft_ = left;
    minimumRight_ = right;
    markDirty();
}

// --- places ---

QRectF PlotView::plotArea() {
    takeIn();
    return frame_.area;
}

QPointF PlotView::toPixel(double x, double y, AxisSide side) {
    takeIn();
    return frame_.toPixel(x, y, side);
}

double PlotView::xPixel(double x) {
    takeIn();
    return frame_.xMap().toPixel(x);
}

double PlotView::xAt(double pixel) {
    takeIn();
    return frame_.xMap().toValue(pixel);
}

double PlotView::yAt(double pixel, AxisSide side) {
    takeIn();
    return frame_.yMap(side).toValue(pixel);
}

// --- files ---

PlotFrame PlotView::exportFrame() {
    takeIn();
    return layOut(contents_, range_, size(), pixelFont(font()), minimumLeft_, minimumRight_);
}

std::optional<QString> PlotView::exportTo(const QString& path) {
    return exportPlot(path, exportFrame(), contents_, toneOf(palette()));
}

QImage PlotView::toImage(double scale) {
    return plotImage(exportFrame(), contents_, toneOf(palette()), scale);
}

void PlotView::copyPicture() {
    QApplication::clipboard()->setImage(toImage(kCopyScale));
    emit message(tr("Copied the picture of the chart."));
}

void PlotView::copyNumbers() {
    QApplication::clipboard()->setText(QString::fromUtf8(plotCsv(contents_)));
    emit message(tr("Copied the numbers of the chart."));
}

} // namespace cyclo::ui
