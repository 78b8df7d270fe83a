// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/ExportDesk.h"

#include "core/persistence/AtomicFile.h"
#include "core/persistence/RecordJson.h"
#include "core/persistence/Safetensors.h"
#include "core/persistence/StepsCsv.h"
#include "ui/charts/PlotView.h"
#include "ui/theme/Numbers.h"
#include "ui/views/Workspace.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QWidget>

#include <filesystem>
#include <stdexcept>

namespace cyclo::ui {

namespace {

std::string byWhom(BoundSource source) {
    switch (source) {
    case BoundSource::Default:
        return "default";
    case BoundSource::Recommended:
        return "recommendation";
    case BoundSource::Picked:
        return "person";
    case BoundSource::Derived:
        return "tenfold of the other bound";
    }
    return {};
}

} // namespace

ScheduleDocument scheduleDocumentOf(const Workspace& workspace) {
    const Plan& plan = workspace.plan();
    ScheduleDocument document =
        cyclo::scheduleDocumentOf(workspace.plannedConfig(), plan.rows.size(), plan.stepsPerEpoch);
    addPick(document.provenance, "min_lr", plan.bounds.minLr, byWhom(plan.bounds.minSource));
    addPick(document.provenance, "max_lr", plan.bounds.maxLr, byWhom(plan.bounds.maxSource));
    if (const auto record = workspace.findRecord())
        document.provenance.curve = {{"outcome", toString(record->summary.outcome)},
                                     {"settings", curveSettingsToJson(*record)},
                                     {"suggestions", suggestionsToJson(record->suggestions)}};
    return document;
}

QString takeSchedule(const ScheduleDocument& document, Workspace& workspace) {
    if (!document.policy)
        throw FileError(
            "the rows were made by a generator that this version does not know, so they cannot be "
            "edited here; constant and onecycle (flavour smith) can");
    ExperimentConfig config = workspace.config();
    config.policy = *document.policy;
    config.optimizer = document.optimizer;
    config.weightDecay = document.weightDecay;
    if (document.epochs) config.epochs = *document.epochs;
    if (document.batchSize) config.batchSize = *document.batchSize;
    const LrBounds bounds = plannedBounds(config.policy, {}, {});
    workspace.setExperiment({config, {bounds.minLr, bounds.maxLr}, workspace.experiment().notes},
                            QCoreApplication::translate("ExportDesk", "opening of a schedule"));
    if (workspace.plan().rows.size() == 0 || workspace.plan().rows == document.rows)
        return QCoreApplication::translate("ExportDesk", "%1 steps").arg(formatCount(document.totalSteps()));
    return QCoreApplication::translate("ExportDesk",
                                       "%1 steps in the file, %2 on the data that are open here")
        .arg(formatCount(document.totalSteps()), formatCount(workspace.plan().rows.size()));
}

ExportDesk::ExportDesk(Workspace& workspace, QWidget& window)
    : QObject(&window), workspace_(workspace), window_(window), chooser_(dialogFileChooser()) {}

ExportAvailability ExportDesk::availability() const {
    ExportAvailability why;
    if (workspace_.plan().rows.size() == 0)
        why.schedule = workspace_.plan().problem.isEmpty() ? tr("The data are still being opened.")
                                                           : workspace_.plan().problem;
    if (!workspace_.findRecord()) why.curve = tr("Run a range test first.");
    if (!workspace_.trainRecord()) why.run = why.weights = tr("Train first.");
    if (!chart_ || !chart_()) why.chart = tr("Run a range test first.");
    return why;
}

QString ExportDesk::schedulePreview() const {
    if (workspace_.plan().rows.size() == 0) return {};
    return QString::fromStdString(jsonText(scheduleToJson(scheduleDocumentOf(workspace_))));
}

void ExportDesk::exportSchedule(const QString& format) {
    if (workspace_.plan().rows.size() == 0) return;
    write(QStringLiteral("schedule.") + format, [this, format](const QString& path) {
        if (format == QLatin1String("csv"))
            writeFileAtomically(pathOf(path), scheduleCsv(workspace_.plan().rows));
        else
            saveSchedule(pathOf(path), scheduleDocumentOf(workspace_));
        emit scheduleWritten();
    });
}

void ExportDesk::exportCurve(const QString& format) {
    const auto record = workspace_.findRecord();
    if (!record) return;
    writeText(QStringLiteral("curve.") + format, [record, format] {
        return format == QLatin1String("csv") ? curveCsv(record->points, record->suggestions.smoothed)
                                              : jsonText(curveToJson(*record));
    });
}

void ExportDesk::exportRun(const QString& format) {
    const auto record = workspace_.trainRecord();
    if (!record) return;
    writeText(QStringLiteral("run.") + format, [record, format] {
        return format == QLatin1String("csv") ? stepsCsv(record->steps) : jsonText(runToJson(*record));
    });
}

void ExportDesk::exportWeights(const QString& format) {
    const auto record = workspace_.trainRecord();
    if (!record) return;
    write(QStringLiteral("weights.") + format,
          [record](const QString& path) { saveSafetensors(pathOf(path), record->weights); });
}

void ExportDesk::exportChart(const QString& format) {
    if (PlotView* plot = chart_ ? chart_() : nullptr) saveChart(*plot, format);
}

void ExportDesk::saveChart(PlotView& plot, const QString& format) {
    write(QStringLiteral("chart.") + format, [&plot](const QString& path) {
        if (const auto problem = plot.exportTo(path)) throw std::runtime_error(problem->toStdString());
    });
}

QString ExportDesk::chooseFile() {
    return chooser_.open(&window_, tr("Open"), QStringLiteral("json csv npy"));
}

void ExportDesk::importSchedule() {
    const QString path = chooser_.open(&window_, tr("Open a schedule"), QStringLiteral("json"));
    if (!path.isEmpty()) openSchedule(path);
}

void ExportDesk::openSchedule(const QString& path) {
    try {
        const QString what = takeSchedule(loadSchedule(pathOf(path)), workspace_);
        emit reported(tr("Opened %1: %2.").arg(QDir::toNativeSeparators(path), what));
    } catch (const std::exception& problem) {
        const QString cause = QString::fromUtf8(problem.what());
        const bool named = cause.contains(QFileInfo(path).fileName());
        emit failed(named ? cause : QStringLiteral("%1: %2").arg(QDir::toNativeSeparators(path), cause));
    }
}

void ExportDesk::write(const QString& name, const std::function<void(const QString& path)>& writer) {
    const QString path = chooser_.save(&window_, tr("Save %1").arg(name), name);
    if (path.isEmpty()) return;
    try {
        writer(path);
        emit reported(tr("Wrote %1.").arg(QDir::toNativeSeparators(path)));
    } catch (const std::exception& problem) {
        emit failed(QString::fromUtf8(problem.what()));
    }
}

void ExportDesk::writeText(const QString& name, const std::function<std::string()>& text) {
    write(name, [text](const QString& path) { writeFileAtomically(pathOf(path), text()); });
}

} // namespace cyclo::ui
