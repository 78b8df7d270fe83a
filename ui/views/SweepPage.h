// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/experiments/SweepRun.h"
#include "ui/panels/SweepPanel.h"
#include "ui/views/Page.h"

#include <memory>
#include <optional>
#include <span>

namespace cyclo::ui {

class FamilyChart;
class SweepController;
class SweepFeed;
class Workspace;

/// A step of the recipe that is settled by a sweep: the family of curves grows while it runs, the table
/// beside says what was found, a click picks.
class SweepPage : public Page {
    Q_OBJECT

public:
    SweepPage(SweepPanel* panel, Workspace& workspace, SweepController& sweeps, QWidget* parent = nullptr);

    virtual SweepKind kind() const = 0;
    void startSweep() override; ///< nothing happens while the data are not open
    /// Draws its sweeps of this page's kind; those of the controller it draws anyway.
    void listenTo(const SweepFeed& feed);
    FamilyChart* family() const { return family_; }
    std::shared_ptr<const SweepRecord> record() const {
        return record_;
    } ///< the last one, or as far as it is

    std::vector<PlotView*> plots() const override;

signals:
    void progressed(const QString& sentence); ///< for the status bar

protected:
    Workspace& workspace() const { return workspace_; }

    /// A sweep of this page begins.
    virtual void showBegun(const SweepConfig&) {}
    /// A member that is drawn went on.
    virtual void showSteps(const SweepMember&, std::span<const StepRecord>) {}
    /// A sweep of this page went on or ended.
    virtual void showResults(const SweepRecord& record) = 0;
    /// A person chose this value. @param x  where on the curve; nothing from the table
    virtual void take(double value, std::optional<double> x) = 0;
    virtual QString emptyMessage() const = 0;
    void showEmpty();
    /// Draws this value alone and marks its row; nothing: all alike.
    void isolate(std::optional<double> value);
    /// A click on a picture of the page takes; the second half of a double click takes it back.
    void connectClicks(const PlotView& plot);
    void takeByClick(double value, double x);
    /// What the page knows of a sweep beside its panel.
    virtual void complete(SweepConfig&) const {}

private:
    void connectFamily();
    void showNotice();
    void beginSweep(const SweepConfig& config);
    void beginStage(const QList<SweepMember>& members);
    void addSteps(const SweepMember& member, const QList<StepRecord>& steps);
    void takeRecord(const std::shared_ptr<const SweepRecord>& record);
    void draw(const SweepMember& member);
    void addCurve(const SweepMember& member, std::span<const StepRecord> steps);

    Workspace& workspace_;
    SweepController& sweeps_;
    SweepPanel* panel_ = nullptr;
    FamilyChart* family_ = nullptr;
    std::shared_ptr<const SweepRecord> record_;
    std::optional<SweepConfig> alive_; ///< the sweep that is told of, where it is of this page's kind
    qsizetype membersInAll_ = 0;
    int undoneByRevoking_ = -1; ///< index of the undo stack after a click that took something; -1: none did
};

} // namespace cyclo::ui
