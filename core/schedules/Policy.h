// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schedules/Constant.h"
#include "core/schedules/Cosine.h"
#include "core/schedules/Cyclic.h"
#include "core/schedules/FastaiOneCycle.h"
#include "core/schedules/Inverse.h"
#include "core/schedules/MultiStep.h"
#include "core/schedules/Phases.h"
#include "core/schedules/Sgdr.h"
#include "core/schedules/SmithOneCycle.h"
#include "core/schedules/Sweep.h"
#include "core/schedules/TorchOneCycle.h"
#include "core/schedules/Trapezoid.h"

#include <variant>

namespace cyclo {

/// How learning rate and momentum move: one alternative per policy, in the order of policyKinds().
using Policy = std::variant<Constant, MultiStep, Inverse, Triangular, Triangular2, ExpRange, SmithOneCycle,
                            TorchOneCycle, FastaiOneCycle, Cosine, Sgdr, Trapezoid, Sweep, Phases>;

} // namespace cyclo
