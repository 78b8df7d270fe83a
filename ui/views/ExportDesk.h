// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/persistence/ScheduleDocument.h"
#include "ui/panels/ExportPanel.h"
#include "ui/views/FileChooser.h"

#include <QObject>

#include <functional>
#include <string>

namespace cyclo::ui {

class PlotView;
class Workspace;

/// The plan as it is exported: rows, generator, and where picks and bounds come from.
/// @throws std::invalid_argument  where there is no plan
ScheduleDocument scheduleDocumentOf(const Workspace& workspace);

/// Takes the policy, length, batch size, optimizer and decay of a loaded schedule into the experiment; its
/// learning rates become picks. @return one sentence for people
/// @throws FileError  if its generator is one that cannot be edited here
QString takeSchedule(const ScheduleDocument& document, Workspace& workspace);

/// Writes what a person takes away and reads schedules back. Asks for a path first; a file is replaced whole
/// or not at all.
class ExportDesk : public QObject {
    Q_OBJECT

public:
    ExportDesk(Workspace& workspace, QWidget& window);

    void setFileChooser(FileChooser chooser) { chooser_ = std::move(chooser); }
    void setChart(std::function<PlotView*()> chart) { chart_ = std::move(chart); } ///< null: none yet

    ExportAvailability availability() const;
    QString schedulePreview() const; ///< the text of schedule.json; empty without a plan

    void exportSchedule(const QString& format); ///< "json", "csv"
    void exportCurve(const QString& format);
    void exportRun(const QString& format);
    void exportWeights(const QString& format); ///< "safetensors"
    void exportChart(const QString& format);   ///< "png", "svg", "pdf", "csv"
    void saveChart(PlotView& plot, const QString& format);
    QString chooseFile();  ///< one that the window can open; empty: none
    void importSchedule(); ///< asks which, and opens it
    void openSchedule(const QString& path);

signals:
    void reported(const QString& sentence); ///< what was written or read
    void failed(const QString& sentence);   ///< why it was not
    void scheduleWritten();

private:
    void write(const QString& name, const std::function<void(const QString& path)>& writer);
    void writeText(const QString& name, const std::function<std::string()>& text);

    Workspace& workspace_;
    QWidget& window_;
    FileChooser chooser_;
    std::function<PlotView*()> chart_;
};

} // namespace cyclo::ui
