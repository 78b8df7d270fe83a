// SPDX-License-Identifier: GPL-3.0-or-later
// What the main window does with a file that is chosen, given or dropped.
#include "core/persistence/ExperimentDocument.h"
#include "core/persistence/ScheduleDocument.h"
#include "ui/views/CurveDesk.h"
#include "ui/views/ExperimentDesk.h"
#include "ui/views/ExportDesk.h"
#include "ui/views/FileChooser.h"
#include "ui/views/MainWindow.h"
#include "ui/views/MessageBar.h"

#include <QDragEnterEvent>
#include <QDropEvent>
#include <QFileInfo>
#include <QMimeData>
#include <QUrl>

namespace cyclo::ui {

namespace {

/// The file of a drop that holds one that can be opened; empty for all else.
QString droppedFile(const QMimeData* data) {
    if (data->urls().size() != 1) return {};
    const QString path = data->urls().first().toLocalFile();
    const auto isOne = [&](const char* suffix) {
        return path.endsWith(QLatin1String(suffix), Qt::CaseInsensitive);
    };
    return isOne(".json") || isOne(".csv") || isOne(".npy") ? path : QString();
}

/// Of a document of ours; empty for a file that is none, which may be a curve.
std::string documentFormatOf(const QString& path) {
    try {
        return formatOf(pathOf(path));
    } catch (const FileError&) {
        return {};
    }
}

} // namespace

void MainWindow::openFile(const QString& path) {
    const std::string format = documentFormatOf(path);
    if (format == kExperimentFormat || path.endsWith(QLatin1String(".cyclo.json"), Qt::CaseInsensitive))
        experiment_->open(path);
    else if (format == kScheduleFormat)
        desk_->openSchedule(path);
    else
        openCurve(path);
}

void MainWindow::openCurve(const QString& path) {
    if (isBusy())
        messages_->showMessage(MessageKind::Warning,
                               tr("A run is alive: stop it, then open %1.").arg(QFileInfo(path).fileName()));
    else
        curves_->open(path);
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event) {
    if (!droppedFile(event->mimeData()).isEmpty()) event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event) {
    openFile(droppedFile(event->mimeData()));
}

} // namespace cyclo::ui
