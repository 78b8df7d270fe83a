// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/network/NetworkSpec.h"
#include "core/tensor/Tensor.h"

#include <cstdint>
#include <vector>

namespace cyclo {

/// Seeded initial weights in definition order and plain layout: the same for every batch size, thread count
/// and processor. @throws std::invalid_argument  for shapes that do not fit
std::vector<NamedTensor> initialWeights(const NetworkSpec& spec, const SampleShape& src, std::uint64_t seed);

} // namespace cyclo
