// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/SeededSplit.h"

#include "core/tensor/Rng.h"

#include <algorithm>
#include <numeric>
#include <stdexcept>
#include <string>
#include <utility>

namespace cyclo {

Split seededSplit(std::int64_t count, std::uint64_t seed) {
    if (count < 2)
        throw std::invalid_argument("a split into training and test needs at least 2 samples, got " +
                                    std::to_string(count));
    std::vector<std::int64_t> order(static_cast<std::size_t>(count));
    std::iota(order.begin(), order.end(), std::int64_t{0});
    Rng rng(seed, "split");
    for (std::size_t left = order.size(); left > 1; --left)
        std::swap(order[left - 1], order[rng.below(left)]);
    const std::int64_t testSize = std::max<std::int64_t>(1, (count + 2) / 5);
    return {.train = {order.begin() + testSize, order.end()},
            .test = {order.begin(), order.begin() + testSize}};
}

} // namespace cyclo
