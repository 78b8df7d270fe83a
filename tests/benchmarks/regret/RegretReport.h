// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/benchmarks/regret/Measurements.h"

#include <string>
#include <vector>

namespace cyclo::regret {

/// A table in Markdown: for each rule of ours and the own answer of each other finder, mean and worst regret
/// over the fitted and the held-out cases. Regret is the final held-out loss in nats above the best of the
/// trained LRs, means over seeds; between trained LRs it is interpolated over log LR. The answer is that of
/// each seed's own range test; outside of what was trained the nearest counts. Cases that are not complete
/// are left out, and said to be.
std::string regretReport(const std::vector<Case>& cases, Measurements& measurements);

} // namespace cyclo::regret
