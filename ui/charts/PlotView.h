// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/charts/PlotContents.h"
#include "ui/charts/PlotFrame.h"
#include "ui/charts/ViewRange.h"
#include "ui/charts/ZoomHistory.h"

#include <QElapsedTimer>
#include <QImage>
#include <QPixmap>
#include <QSet>
#include <QTimer>
#include <QWidget>

#include <memory>
#include <span>
#include <vector>

namespace cyclo::ui {

class CurveLayer;
class PlotInteraction;

/// The one plot of the program: curves over a shared x axis, with handles to pick values of x. It keeps all
/// data, draws a thinned copy, and repaints at most once a frame however often it is told something. It knows
/// no colours (those follow the palette) and not who listens.
///
/// Gestures: move = crosshair with read-out; click = clicked(); drag on a handle = handleMoved(); drag
/// elsewhere = zoom to the band; wheel = zoom (Ctrl: x only, Shift: y only); middle drag, or drag while Space
/// is held = pan; double click or 0 = fit; Alt+Left/Right = zoom history; arrows = crosshair or active handle
/// by a sample (Ctrl: by ten), Home, End; up and down = active point by a hundredth of the view (Ctrl: a
/// tenth), on a map the crosshair by a row; H = next handle (Shift: the one before); Enter = click at the
/// crosshair; + and - = zoom; T = table; Ctrl+C = copy the picture (with Shift: the numbers); Tab leaves; Esc
/// = cancel the drag, then let go of the handle.
class PlotView : public QWidget {
    Q_OBJECT

public:
    explicit PlotView(QWidget* parent = nullptr);
    ~PlotView() override;

    // --- what is shown ---
    void setTitle(const QString& sentence); ///< also the accessible name
    void setNote(const QString& note);      ///< one quiet line inside the plot, at the top; empty: none
    void setEmptyMessage(const QString& sentence);
    void setThinningTold(bool on); ///< whether the plot says how many samples it draws; on at first
    void setXAxis(const AxisOptions& options);
    void setLeftAxis(const AxisOptions& options);
    void setRightAxis(const std::optional<AxisOptions>& options);
    const PlotContents& contents() const { return contents_; }

    /// Sets or replaces a curve. Curves are drawn in the order in which their ids first came.
    /// Samples are kept as given; those without a finite place on the axes are not drawn, and a y that is not
    /// finite is marked at the top edge. x non-decreasing (else they are sorted).
    void setCurve(const QString& id, std::vector<CurveSample> samples, const CurveStyle& style);
    void appendToCurve(const QString& id, std::span<const CurveSample> samples); ///< the curve must exist
    void removeCurve(const QString& id); ///< nothing happens if it is not there
    void clearCurves();
    void setBands(const std::vector<Band>& bands); ///< between curves

    void
    setHandles(const std::vector<Handle>& handles); ///< a drag under way goes on if its id is still there
    void setHandleValue(const QString& id, double value, double level = 0.0);
    void setActiveHandle(const QString& id); ///< the one that arrow keys move; empty: none
    QString activeHandle() const;
    void setGuides(const std::vector<Guide>& guides);
    void setCells(const std::optional<CellMap>& cells);    ///< before the first curve
    void setCellMarks(const std::vector<CellMark>& marks); ///< of a map
    void setGhost(const std::optional<Ghost>& ghost);      ///< for plots on which a click places something
    void setNow(std::optional<double> x);                  ///< a cursor on the x axis; nothing hides it

    // --- the view ---
    ViewMode viewMode() const { return mode_; }
    void setViewMode(ViewMode mode);
    void fitByHand();             ///< as the gesture: remembers the view and takes linked plots along
    const ViewRange& viewRange(); ///< what is in view now, all pending changes taken in
    /// As a gesture: Hold, with a history entry where `remember` is set. Impossible ranges are ignored.
    void goTo(const ViewRange& range, bool remember);
    /// Shows x from..to without a history entry: for plots that move together.
    void setLinkedX(ViewMode mode, const AxisRange& x);
    bool zoomBack();    ///< false: nothing to go back to
    bool zoomForward(); ///< false: nothing to go forward to

    /// Crosshair from outside (a linked plot, a table); nothing hides it. Emits nothing.
    void setCrosshair(std::optional<double> x);
    std::optional<double> crosshair() const;
    std::optional<std::size_t> crosshairRow() const; ///< of a map

    /// Room kept at the sides of the plot area at least, so that plots above each other line up.
    void setMinimumMargins(int left, int right);

    // --- places, in pixels of the widget ---
    QRectF plotArea();
    QPointF toPixel(double x, double y, AxisSide side = AxisSide::Left);
    double xPixel(double x);
    double xAt(double pixel);
    double yAt(double pixel, AxisSide side = AxisSide::Left);

    // --- files ---
    /// Writes the picture (.png at twice the size, .svg, .pdf) or all samples of all curves (.csv:
    /// curve,x,y). A file is replaced whole or not at all.
    /// @return nothing when it was written, else one line that says what went wrong
    std::optional<QString> exportTo(const QString& path);
    QImage toImage(double scale);
    void copyPicture(); ///< to the clipboard, at twice the size
    void copyNumbers(); ///< to the clipboard: the text of the .csv

    /// Counted for tests and for the note that says how far the lines are thinned.
    struct Counts {
        int replaces = 0;        ///< point lists handed to the chart
        int repaints = 0;        ///< of the cached picture
        qsizetype inView = 0;    ///< drawable samples in view in the last repaint
        qsizetype displayed = 0; ///< points handed to the chart in the last repaint
        bool antialiased = false;
    };
    const Counts& counts() const { return counts_; }

    QSize sizeHint() const override { return {640, 400}; }
    QSize minimumSizeHint() const override { return {240, 140}; }

signals:
    void clicked(double x, Qt::KeyboardModifiers modifiers);
    void pointed(const std::optional<QPointF>& place); ///< of the mouse over the plot area, in pixels
    void clickRevoked(); ///< the last click was the first half of a double click
    /// While it is dragged or stepped; those who listen may put it elsewhere. @param level  y of a point
    void handleMoved(const QString& id, double value, double level);
    /// Once at the end; with the old values after Esc.
    void handleReleased(const QString& id, double value, double level);
    void xViewChanged(cyclo::ui::ViewMode mode, const cyclo::ui::AxisRange& x); ///< by a gesture, not by data
    void crosshairMoved(std::optional<double> x); ///< by the mouse or the keys, also from row to row of a map
    void marginsNeeded(int left, int right);      ///< beside the plot area, when they change
    void contentsChanged();                       ///< curves, handles or guides; told at most once a second
    void exportRequested(const QString& suffix);  ///< by the menu: "png", "svg", "pdf", "csv"
    void message(const QString& sentence);        ///< what a menu entry did, for the status bar

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    bool event(QEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void keyReleaseEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;

private:
    friend class PlotInteraction; // raises the signals of gestures

    void markDirty();
    void setFrozen(bool on);
    void takeIn();
    void updateLines();
    void paintCache();
    void showView(const ViewState& state);
    void dataArrived(const QString& id);
    void describe();
    void describeSoon();
    PlotFrame exportFrame();

    PlotContents contents_;
    std::unique_ptr<CurveLayer> layer_;
    std::unique_ptr<PlotInteraction> interaction_;
    ViewMode mode_ = ViewMode::Fit;
    ViewRange range_;
    PlotFrame frame_;
    ZoomHistory history_;
    QPixmap cache_;
    QSet<QString> stale_;  ///< curves whose points the chart has not got yet
    bool laidOut_ = false; ///< range_ and frame_ are up to date
    bool painted_ = false; ///< cache_ is
    bool frozen_ = false;  ///< a point is in the hand: the view stands still under it
    int minimumLeft_ = 0;
    int minimumRight_ = 0;
    QTimer settle_;   ///< runs while data stream in; then lines are smoothed again
    QTimer describe_; ///< the accessible description follows at most once a second
    Counts counts_;
};

/// Joins two plots that lie above each other: same x range, same crosshair, same side margins.
void linkX(PlotView& first, PlotView& second);

} // namespace cyclo::ui
