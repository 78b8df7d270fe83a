// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/PlotMenu.h"

#include "ui/charts/PlotTableDialog.h"
#include "ui/charts/PlotView.h"

#include <QActionGroup>
#include <QMenu>

namespace cyclo::ui {
namespace {

void addFileActions(QMenu& menu, PlotView& plot) {
    menu.addAction(PlotView::tr("Copy picture\tCtrl+C"), &plot, [&plot] { plot.copyPicture(); });
    menu.addAction(PlotView::tr("Copy numbers\tCtrl+Shift+C"), &plot, [&plot] { plot.copyNumbers(); });
    menu.addAction(PlotView::tr("Show as a table\tT"), &plot, [&plot] { showPlotTable(plot); });
    menu.addSeparator();
    for (const char* suffix : {"png", "svg", "pdf", "csv"}) {
        const QString ending = QString::fromLatin1(suffix);
        menu.addAction(PlotView::tr("Save as %1…").arg(ending.toUpper()), &plot,
                       [&plot, ending] { emit plot.exportRequested(ending); });
    }
}

void addModeActions(QMenu& menu, PlotView& plot) {
    auto* group = new QActionGroup(&menu);
    const std::pair<ViewMode, QString> modes[] = {
        {ViewMode::Fit, PlotView::tr("Fit: show everything")},
        {ViewMode::Follow, PlotView::tr("Follow: keep the newest in view")},
        {ViewMode::Hold, PlotView::tr("Hold: keep this view")}};
    for (const auto& [mode, text] : modes) {
        QAction* action = menu.addAction(text);
        action->setCheckable(true);
        action->setChecked(plot.viewMode() == mode);
        group->addAction(action);
        QObject::connect(action, &QAction::triggered, &plot, [&plot, chosen = mode] {
            if (chosen == ViewMode::Fit)
                plot.fitByHand();
            else
                plot.setViewMode(chosen);
        });
    }
}

} // namespace

void showPlotMenu(PlotView& plot, const QPoint& globalPosition) {
    QMenu menu(&plot);
    addFileActions(menu, plot);
    menu.addSeparator();
    addModeActions(menu, plot);
    menu.addSeparator();
    menu.addAction(PlotView::tr("Zoom back\tAlt+Left"), &plot, [&plot] { plot.zoomBack(); });
    menu.addAction(PlotView::tr("Zoom forward\tAlt+Right"), &plot, [&plot] { plot.zoomForward(); });
    menu.exec(globalPosition);
}

} // namespace cyclo::ui
