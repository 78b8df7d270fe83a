// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/SampleOrder.h"

#include "core/tensor/Rng.h"

#include <numeric>
#include <string>
#include <utility>

namespace cyclo {

void shuffleForEpoch(std::span<std::int64_t> order, std::uint64_t seed, std::int64_t epoch) {
    std::iota(order.begin(), order.end(), std::int64_t{0}); // not the last order: any epoch can be the first
    Rng rng(seed, "shuffle " + std::to_string(epoch));
    for (std::size_t left = order.size(); left > 1; --left)
        std::swap(order[left - 1], order[rng.below(left)]);
}

} // namespace cyclo
