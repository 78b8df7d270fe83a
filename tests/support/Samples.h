// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/Dataset.h"

#include <cstdint>
#include <vector>

namespace cyclo::test {

/// One sample as the network sees it.
inline std::vector<float> sampleOf(const Dataset& dataset, std::int64_t index) {
    std::vector<float> values(static_cast<std::size_t>(dataset.sampleShape().count()));
    dataset.copySample(index, values);
    return values;
}

} // namespace cyclo::test
