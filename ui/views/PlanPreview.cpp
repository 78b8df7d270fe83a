// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/PlanPreview.h"

#include "ui/charts/ScheduleChart.h"
#include "ui/models/RecipeText.h"
#include "ui/theme/Numbers.h"
#include "ui/views/Workspace.h"

#include <QCoreApplication>

namespace cyclo::ui {

namespace {

struct PlanPreviewText {
    Q_DECLARE_TR_FUNCTIONS(PlanPreview)
};

} // namespace

QString planTitle(const Plan& plan) {
    if (plan.rows.size() == 0) return PlanPreviewText::tr("Planned learning rate and momentum");
    return PlanPreviewText::tr("Planned: %1, %2 steps in %3 epochs of %4")
        .arg(policyTitle(plan.policy), formatCount(plan.rows.size()),
             formatCount(plan.rows.size() / plan.stepsPerEpoch), formatCount(plan.stepsPerEpoch));
}

void showPlan(const Plan& plan, ScheduleChart& chart) {
    chart.setTitle(planTitle(plan));
    if (plan.rows.size() > 0) {
        chart.setPlan(plan.rows);
        return;
    }
    chart.clearPlan();
    chart.setEmptyMessage(plan.problem.isEmpty()
                              ? PlanPreviewText::tr("The schedule will stand here once the data are open.")
                              : PlanPreviewText::tr("No schedule: %1").arg(plan.problem));
}

} // namespace cyclo::ui
