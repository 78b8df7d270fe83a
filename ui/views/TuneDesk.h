// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/experiments/Tune.h"
#include "ui/views/FileChooser.h"

#include <QObject>
#include <QString>

#include <map>
#include <memory>

class QWidget;

namespace cyclo::ui {

class RunSession;
class TuneController;
class Workspace;
struct Experiment;

/// The experiment with what the recipe picked so far: what it did not settle stays.
Experiment withPicks(Experiment experiment, const TuneRecord& record);

/// Whether the picks were made for what is set now: the same data, network and batch size.
bool picksFit(const ExperimentConfig& now, const TuneRecord& record);

/// Carries what the recipe leaves to the rest of the window: a range test to the page of the learning rate,
/// the final runs to the list of runs and the Train page, the picks into the experiment, the report to files.
class TuneDesk : public QObject {
    Q_OBJECT

public:
    TuneDesk(Workspace& workspace, RunSession& session, const TuneController& tunes, QWidget& window);

    void setFileChooser(FileChooser chooser) { chooser_ = std::move(chooser); }
    std::shared_ptr<const TuneRecord> record() const { return record_; } ///< the last one; null: none

    void usePicks(); ///< of the last recipe, as one step of undo
    void save();     ///< asks for a folder

signals:
    void reported(const QString& sentence); ///< what was done
    void failed(const QString& sentence);   ///< why it was not
    void warned(const QString& sentence);   ///< what a person must know of a recipe that ended otherwise

private:
    void connectFinals(const TuneController& tunes);
    void takeRangeTest(const SweepRecord& sweep);
    void end(const std::shared_ptr<const TuneRecord>& record);
    void leaveTraining(const TuneRun& tuned);

    Workspace& workspace_;
    RunSession& session_;
    QWidget& window_;
    FileChooser chooser_;
    std::map<QString, quint64> runs_;        ///< numbers of the final runs, by name
    std::shared_ptr<const DataSource> data_; ///< of the recipe alive or the last one
    std::shared_ptr<const TuneRecord> record_;
};

} // namespace cyclo::ui
