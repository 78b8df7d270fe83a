// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/ChangeGuides.h"

#include "ui/theme/Numbers.h"

#include <QCoreApplication>

namespace cyclo::ui {

std::vector<Guide> changeGuides(std::span<const LearningRateChange> changes) {
    const auto tr = [](const char* text) { return QCoreApplication::translate("ChangeGuides", text); };
    std::vector<Guide> guides;
    for (const LearningRateChange& change : changes)
        guides.push_back({static_cast<double>(change.step), tr("LR × %1").arg(formatShort(change.factor)),
                          tr("the plan times %1 from here on, first %2")
                              .arg(formatShort(change.factor), formatNumber(change.learningRate))});
    return guides;
}

} // namespace cyclo::ui
