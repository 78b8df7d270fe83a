// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace cyclo::ui {

struct Plan;
class ScheduleChart;

/// "1cycle 0.01 – 0.1: 780 steps, 5 epochs of 156"
QString planTitle(const Plan& plan);

/// Shows the plan, or why there is none.
void showPlan(const Plan& plan, ScheduleChart& chart);

} // namespace cyclo::ui
