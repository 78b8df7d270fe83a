// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/SweepCurves.h"

#include "core/experiments/SweepPlan.h"
#include "ui/models/NumberText.h"
#include "ui/models/RecipeText.h"

#include <QCoreApplication>

#include <limits>

namespace cyclo::ui {

namespace {

struct SweepCurvesText {
    Q_DECLARE_TR_FUNCTIONS(cyclo::ui::SweepCurves)
};

} // namespace

QString curveIdOf(const SweepMember& member) {
    // A branch may have the value of its trunk.
    if (member.stage == SweepStage::Trunk) return QStringLiteral("trunk/%1").arg(member.seed);
    return QStringLiteral("%1/%2").arg(exactText(member.value)).arg(member.seed);
}

QString trunkIdOf(const SweepConfig& config, const SweepMember& member) {
    if (config.mode != SweepMode::Branches || member.stage == SweepStage::Trunk) return {};
    return curveIdOf({.stage = SweepStage::Trunk, .seed = member.seed});
}

AxisOptions curveAxisOf(const SweepConfig& config) {
    if (config.mode != SweepMode::RangeTests) return {.title = SweepCurvesText::tr("step")};
    return {.title = SweepCurvesText::tr("learning rate"),
            .scale = AxisScale::Log,
            .from = config.base.finder.lrMin,
            .to = config.base.finder.lrMax};
}

QString curveLossOf(const SweepConfig& config) {
    return lossName(config.mode == SweepMode::RangeTests ? config.base.finder.loss : FinderLoss::Training);
}

std::vector<CurveSample> curveSamplesOf(const SweepConfig& config, const SweepMember& member,
                                        std::span<const StepRecord> steps) {
    const bool isRate = isRangeTest(config, member);
    const bool validated = isRate && config.base.finder.loss == FinderLoss::Validation;
    const bool isBranch = !trunkIdOf(config, member).isEmpty();
    std::vector<CurveSample> samples;
    for (const StepRecord& step : steps) {
        if (isBranch && step.step < config.branchAt) continue; // a record holds those of the trunk too
        samples.push_back(
            {isRate ? step.learningRate : static_cast<double>(step.step),
             validated ? step.validationLoss.value_or(std::numeric_limits<double>::quiet_NaN()) : step.loss});
    }
    return samples;
}

} // namespace cyclo::ui
