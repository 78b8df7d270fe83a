// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/RunController.h"
#include "ui/theme/Theme.h"
#include "ui/views/PageId.h"
#include "ui/views/PrimaryAction.h"
#include "ui/views/RunSession.h"
#include "ui/views/Workspace.h"

#include <QMainWindow>

#include <memory>
#include <optional>
#include <vector>

class QStackedWidget;

namespace cyclo::ui {

class BatchPage;
class ComparisonModel;
class CurveDesk;
class DataPage;
class DecayPage;
class ExperimentDesk;
class ExportDesk;
class ExportPage;
class FinderPage;
class MessageBar;
class NetworkPage;
class Page;
class PlotView;
class RailBar;
class RecipeStrip;
class RunsDock;
class RunStatusBar;
class SchedulePage;
class SweepController;
class SweepPage;
class SweepRows;
class TrainPage;
class TuneController;
class TuneDesk;
class TunePage;
struct WindowActions;

/// The window: rail, strip, pages, list of runs, status bar. Wires the workspace to what shows it; decides
/// nothing about training. Closing it stops a run and waits for its present step.
class MainWindow : public QMainWindow {
    Q_OBJECT

public:
    explicit MainWindow(RunFunctions functions, QWidget* parent = nullptr);
    /// @param tunes  what runs the recipe
    MainWindow(RunFunctions functions, std::unique_ptr<TuneController> tunes, QWidget* parent = nullptr);
    ~MainWindow() override;

    void openData();                    ///< in the background; the window is usable before
    void openFile(const QString& path); ///< an experiment, a schedule or a recorded curve
    void setTheme(ThemeChoice choice);  ///< for this time; the menu's choice is remembered
    void restoreSettings();             ///< geometry, list of runs, theme of the last time
    void goTo(PageId page);
    PageId page() const;
    void runPrimary(); ///< what the primary button says

    Workspace& workspace() { return workspace_; }
    RunSession& session() { return *session_; }
    ExportDesk& exportDesk() { return *desk_; }
    ExperimentDesk& experimentDesk() { return *experiment_; }
    CurveDesk& curveDesk() { return *curves_; }
    RailBar* rail() const { return rail_; }
    RecipeStrip* strip() const { return strip_; }
    MessageBar* messages() const { return messages_; }
    RunStatusBar* status() const { return status_; }
    RunsDock* runsDock() const { return dock_; }
    DataPage* dataPage() const { return data_; }
    NetworkPage* networkPage() const { return network_; }
    FinderPage* finderPage() const { return finder_; }
    SweepController& sweeps() { return *sweeps_; }
    TuneController& tunes() { return *tunes_; }
    TuneDesk& tuneDesk() { return *tuneDesk_; }
    TunePage* tunePage() const { return tune_; }
    BatchPage* batchPage() const { return batch_; }
    SchedulePage* schedulePage() const { return schedule_; }
    DecayPage* decayPage() const { return decay_; }
    TrainPage* trainPage() const { return train_; }
    ExportPage* exportPage() const { return export_; }
    const WindowActions& actions() const { return *actions_; }

protected:
    void closeEvent(QCloseEvent* event) override;
    void changeEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void keyReleaseEvent(QKeyEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    void createPages();
    void createFrame();
    void createDocks();
    void connectActions();
    void connectUndo();
    void connectPages();
    void connectData();
    void connectRuns();
    void connectSweeps();
    void connectTuning();
    void connectExport();
    void connectExperiment();
    void connectCurves();
    void openCurve(const QString& path);

    Page* pageAt(PageId page) const;
    std::vector<SweepPage*> sweepPages() const;
    bool mayClose(); ///< false: unsaved work, and a person wants to stay
    void showTitle();
    PlotView* chartAtHand() const; ///< with the focus, else the first of the page; null: it has none
    PlotView* exportedChart() const;
    void saveChartOfPage();
    bool isBusy() const; ///< a run, a sweep or the recipe is alive
    void startSweep();
    void startTuning();
    void stopAll(); ///< whatever is alive
    void takeRunEnd(const RunVerdict& verdict);
    void showPrimary();
    void showRecipe();
    void showDone();
    void showIdle();
    void showProgress();
    QString panelProblem() const;

    Workspace workspace_;
    std::unique_ptr<RunController> controller_;
    std::unique_ptr<RunSession> session_;
    std::unique_ptr<SweepController> sweeps_;
    std::unique_ptr<TuneController> tunes_;
    std::unique_ptr<WindowActions> actions_;
    ComparisonModel* comparison_ = nullptr;
    ExportDesk* desk_ = nullptr;
    ExperimentDesk* experiment_ = nullptr;
    CurveDesk* curves_ = nullptr;
    TuneDesk* tuneDesk_ = nullptr;
    SweepRows* sweepRows_ = nullptr;
    RailBar* rail_ = nullptr;
    RecipeStrip* strip_ = nullptr;
    MessageBar* messages_ = nullptr;
    QStackedWidget* stack_ = nullptr;
    RunsDock* dock_ = nullptr;
    RunStatusBar* status_ = nullptr;
    DataPage* data_ = nullptr;
    NetworkPage* network_ = nullptr;
    FinderPage* finder_ = nullptr;
    BatchPage* batch_ = nullptr;
    SchedulePage* schedule_ = nullptr;
    DecayPage* decay_ = nullptr;
    TrainPage* train_ = nullptr;
    ExportPage* export_ = nullptr;
    TunePage* tune_ = nullptr;
    PrimaryAction primary_;
    std::optional<DataConfig> opened_; ///< what was asked of the controller last
    QString lastWords_;                ///< about the last run, for the status bar
    bool exported_ = false;
    bool spaceDown_ = false;
};

} // namespace cyclo::ui
