// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/CurveDesk.h"

#include "core/persistence/FileError.h"
#include "core/persistence/ImportedCurve.h"
#include "ui/theme/Numbers.h"
#include "ui/views/Workspace.h"

#include <QDir>
#include <QFileInfo>
#include <QWidget>

namespace cyclo::ui {

CurveDesk::CurveDesk(Workspace& workspace, QWidget& window)
    : QObject(&window), workspace_(workspace), window_(window), chooser_(dialogFileChooser()) {}

void CurveDesk::open(const QString& path) {
    try {
        std::vector<std::filesystem::path> paths{pathOf(path)};
        if (path.endsWith(QLatin1String(".npy")) && needsFileOfLosses(paths.front())) {
            const QString losses = chooser_.open(
                &window_, tr("The losses of %1").arg(QFileInfo(path).fileName()), QStringLiteral("npy"));
            if (losses.isEmpty()) return;
            paths.push_back(pathOf(losses));
        }
        const RecordedCurve recorded = readCurves(paths).front();
        const std::string source = path.toStdString();
        auto record = std::make_shared<FindRecord>(recorded.format == CurveFormat::Curve
                                                       ? rangeTestOf(loadCurve(paths.front()), source)
                                                       : rangeTestOf(recorded, source));
        const auto count = static_cast<qint64>(record->points.size());
        workspace_.setFindRecord(std::move(record));
        emit opened();
        const QString name = QDir::toNativeSeparators(path);
        QString said = tr("Opened %1: %2 points.").arg(name, formatCount(count));
        if (recorded.smoothedBy)
            said += tr(" The running means of %1 were undone.")
                        .arg(QString::fromStdString(toString(*recorded.smoothedBy)));
        if (!recorded.note.empty())
            said += QStringLiteral(" (%1)").arg(QString::fromStdString(recorded.note));
        emit reported(said);
    } catch (const FileError& problem) {
        emit failed(QString::fromUtf8(problem.what()));
    }
}

} // namespace cyclo::ui
