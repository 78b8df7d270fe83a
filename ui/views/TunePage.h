// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/experiments/Tune.h"
#include "ui/bridge/TuneController.h"
#include "ui/models/TuneMeter.h"
#include "ui/models/TunePartsModel.h"
#include "ui/theme/Palette.h"
#include "ui/views/Page.h"

#include <QElapsedTimer>

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

class QLabel;
class QProgressBar;
class QStackedWidget;
class QTableView;

namespace cyclo::ui {

class FamilyChart;
class TunePanel;
class Workspace;

/// The whole recipe in one go: its parts as a checklist, and the curves of the part that is chosen, which
/// grow while it runs.
class TunePage : public Page {
    Q_OBJECT

public:
    TunePage(Workspace& workspace, TuneController& tunes, QWidget* parent = nullptr);

    void startTuning(); ///< goes on from a stopped recipe of the same settings; nothing while the data are
                        ///< not open
    TunePanel* panel() const { return panel_; }
    TunePartsModel* parts() const { return parts_; }
    QTableView* table() const { return table_; }
    std::shared_ptr<const TuneRecord> record() const {
        return record_;
    }                                               ///< the last one that ended; null: none
    double share() const { return meter_.share(); } ///< done of the recipe, [0, 1]

    std::vector<PlotView*> plots() const override; ///< the one on screen first

signals:
    void progressed(const QString& sentence); ///< for the status bar

private:
    TunePage(Workspace& workspace, TuneController& tunes, TunePanel* panel, QWidget* parent);
    void createChecklist();
    void createCharts();
    void connectTuning();
    void connectFinals();
    void showPlan();
    std::optional<std::int64_t> epochsWithinLimit(); ///< nothing: no limit, or the recipe cannot keep it
    void takeSettings();
    void setEpochs(std::int64_t epochs);
    void begin();
    void beginPart(const TuneBudget& budget);
    void beginSweep(const SweepConfig& config);
    void beginMembers(const QList<SweepMember>& members);
    void addSteps(const SweepMember& member, const QList<StepRecord>& steps);
    void addCurve(const SweepMember& member, std::span<const StepRecord> steps);
    void takeSweep(const SweepRecord& sweep, bool over);
    void end(const TuneRecord& record);
    void showProgress();
    void addFinal(const QString& name);
    void endFinal(const QString& name, const RunSummary& summary);
    void showFinal(const QString& name);
    FamilyChart* family(SweepKind kind) const;
    void change(const std::string& part, const std::function<void(TunePart&)>& edit);

    /// A final run as it is drawn.
    struct Final {
        Ink ink = Ink::Run0;
        std::vector<EpochRecord> epochs;
    };

    Workspace& workspace_;
    TuneController& tunes_;
    TunePanel* panel_ = nullptr;
    TunePartsModel* parts_ = nullptr;
    QTableView* table_ = nullptr;
    QLabel* title_ = nullptr;
    QLabel* progress_ = nullptr;
    QProgressBar* bar_ = nullptr;
    QStackedWidget* charts_ = nullptr; ///< a chart for each row of the checklist
    std::map<SweepKind, FamilyChart*> families_;
    PlotView* finals_ = nullptr;
    std::map<QString, Final> finalRuns_;
    std::string part_;                 ///< alive
    std::optional<SweepConfig> sweep_; ///< alive
    std::optional<TuneConfig> config_; ///< of the recipe alive or the last one
    TuneMeter meter_;
    QElapsedTimer clock_;
    std::shared_ptr<const TuneRecord> record_;
};

} // namespace cyclo::ui
