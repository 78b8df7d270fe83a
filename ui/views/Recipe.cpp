// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/Recipe.h"

#include "core/schedules/PolicyRange.h"
#include "ui/models/RecipeText.h"
#include "ui/theme/Numbers.h"
#include "ui/views/Workspace.h"

#include <QCoreApplication>

namespace cyclo::ui {

namespace {

struct RecipeItemText {
    Q_DECLARE_TR_FUNCTIONS(Recipe)
};

QString boundsText(double from, double to) {
    if (from == to) return formatShort(to);
    return QStringLiteral("%1 – %2").arg(formatShort(from), formatShort(to));
}

RecipeItem learningRateItem(const Plan& plan) {
    return {RecipeItemText::tr("LR"), boundsText(plan.bounds.minLr, plan.bounds.maxLr),
            sourceWords(plan.bounds), PageId::LearningRate};
}

RecipeItem momentumItem(const Policy& policy) {
    const auto momenta = momentumRangeOf(policy);
    return {RecipeItemText::tr("momentum"), boundsText(momenta.high, momenta.low), {}, PageId::Schedule};
}

RecipeItem scheduleItem(const Plan& plan, std::int64_t epochs) {
    const QString name = policyName(plan.policy);
    const QString length = plan.rows.size() > 0
                               ? RecipeItemText::tr("%1, %2 steps").arg(name, formatCount(plan.rows.size()))
                               : RecipeItemText::tr("%1, %2 epochs").arg(name, formatCount(epochs));
    return {RecipeItemText::tr("schedule"), length, {}, PageId::Schedule};
}

} // namespace

QString sourceWords(const LrBounds& bounds) {
    if (bounds.minSource == BoundSource::Picked || bounds.maxSource == BoundSource::Picked)
        return RecipeItemText::tr("◂ picked");
    if (bounds.maxSource == BoundSource::Recommended) return RecipeItemText::tr("◂ recommended");
    return RecipeItemText::tr("◂ default");
}

std::vector<RecipeItem> recipeOf(const Workspace& workspace) {
    const ExperimentConfig& config = workspace.config();
    const Plan& plan = workspace.plan();
    return {
        learningRateItem(plan),
        momentumItem(plan.policy),
        {RecipeItemText::tr("decay"), formatShort(config.weightDecay), {}, PageId::Decay},
        {RecipeItemText::tr("batch"), formatCount(config.batchSize), {}, PageId::Batch},
        scheduleItem(plan, config.epochs),
    };
}

} // namespace cyclo::ui
