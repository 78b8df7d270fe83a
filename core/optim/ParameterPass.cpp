// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/optim/ParameterPass.h"

#include "core/optim/UpdateKernels.h"

#include <numeric>
#include <vector>

namespace cyclo {

void applyToAll(const ParameterView& parameters, int threads, ParameterUpdate& update) {
    detail::forEachBlock(parameters.weights.size(), threads, [&](std::size_t begin, std::size_t end) {
        update.apply(begin, parameters.gradients.subspan(begin, end - begin));
    });
}

double detail::squaredNorm(std::span<const float> values, int threads) {
    std::vector<double> sums((values.size() + kBlock - 1) / kBlock);
    const auto& kernels = updateKernels();
    forEachBlock(values.size(), threads, [&](std::size_t begin, std::size_t end) {
        sums[begin / kBlock] = kernels.squaredNorm(values.data() + begin, end - begin);
    });
    return std::accumulate(sums.begin(), sums.end(), 0.0); // in order: threads do not change the rounding
}

} // namespace cyclo
