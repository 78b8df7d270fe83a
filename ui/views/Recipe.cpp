// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/Recipe.h"

#include "core/schedules/PolicyRange.h"
#include "ui/models/RecipeText.h"
#include "ui/theme/Numbers.h"
#include "ui/views/Workspace.h"

#include <QCoreApplication>

namespace cyclo::ui {

namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("Recipe", text);
}

QString range(double from, double to) {
    if (from == to) return formatShort(to);
    return QStringLiteral("%1 – %2").arg(formatShort(from), formatShort(to));
}

RecipeItem learningRateItem(const Plan& plan) {
    return {tr("LR"), range(plan.bounds.minLr, plan.bounds.maxLr), sourceWords(plan.bounds),
            PageId::LearningRate};
}

RecipeItem momentumItem(const Policy& policy) {
    const auto momenta = momentumRangeOf(policy);
    return {tr("momentum"), range(momenta.high, momenta.low), {}, PageId::Schedule};
}

RecipeItem scheduleItem(const Plan& plan, std::int64_t epochs) {
    const QString name = policyName(plan.policy);
    const QString length = plan.rows.size() > 0 ? tr("%1, %2 steps").arg(name, formatCount(plan.rows.size()))
                                                : tr("%1, %2 epochs").arg(name, formatCount(epochs));
    return {tr("schedule"), length, {}, PageId::Schedule};
}

} // namespace

QString sourceWords(const LrBounds& bounds) {
    if (bounds.minSource == BoundSource::Picked || bounds.maxSource == BoundSource::Picked)
        return tr("◂ picked");
    if (bounds.maxSource == BoundSource::Recommended) return tr("◂ recommended");
    return tr("◂ default");
}

std::vector<RecipeItem> recipeOf(const Workspace& workspace) {
    const ExperimentConfig& config = workspace.config();
    const Plan& plan = workspace.plan();
    return {
        learningRateItem(plan),
        momentumItem(plan.policy),
        {tr("decay"), formatShort(config.weightDecay), {}, PageId::Decay},
        {tr("batch"), formatCount(config.batchSize), {}, PageId::Batch},
        scheduleItem(plan, config.epochs),
    };
}

} // namespace cyclo::ui
