// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/PlotMenu.h"

#include "ui/charts/PlotView.h"

#include <QActionGroup>
#include <QApplication>
#include <QClipboard>
#include <QFileDialog>
#include <QFileInfo>
#include <QMenu>

namespace cyclo::ui {
namespace {

constexpr double kCopyScale = 2.0;

void exportByDialog(PlotView& plot, const QString& suffix) {
    QFileDialog dialog(&plot, PlotView::tr("Export chart"));
    dialog.setAcceptMode(QFileDialog::AcceptSave);
    dialog.setDefaultSuffix(suffix);
    dialog.setNameFilter(QStringLiteral("%1 (*.%2)").arg(suffix.toUpper(), suffix));
    dialog.selectFile(QStringLiteral("chart.") + suffix);
    if (dialog.exec() != QDialog::Accepted) return;
    const QString path = dialog.selectedFiles().constFirst();
    const auto failure = plot.exportTo(path);
    emit plot.message(failure ? *failure : PlotView::tr("%1 written").arg(QFileInfo(path).fileName()));
}

void addFileActions(QMenu& menu, PlotView& plot) {
    menu.addAction(PlotView::tr("Copy image"), &plot,
                   [&plot] { QApplication::clipboard()->setImage(plot.toImage(kCopyScale)); });
    for (const char* suffix : {"png", "svg", "pdf", "csv"}) {
        const QString ending = QString::fromLatin1(suffix);
        menu.addAction(PlotView::tr("Export %1…").arg(ending.toUpper()), &plot,
                       [&plot, ending] { exportByDialog(plot, ending); });
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
