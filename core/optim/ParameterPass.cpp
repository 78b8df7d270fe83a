// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/optim/ParameterPass.h"

#include "core/optim/UpdateKernels.h"

#include <algorithm>
#include <numeric>
#include <vector>

namespace cyclo {

namespace {

constexpr std::size_t kBlock = 4096; // floats: a few of such arrays fit the first-level cache

/// Calls body(begin, end) for blocks of [0, size), which the threads share.
template <class Body> void forEachBlock(std::size_t size, int threads, const Body& body) {
    const auto blocks = static_cast<std::ptrdiff_t>((size + kBlock - 1) / kBlock);
#pragma omp parallel for num_threads(threads) schedule(static)
    for (std::ptrdiff_t block = 0; block < blocks; ++block) {
        const std::size_t begin = static_cast<std::size_t>(block) * kBlock;
        body(begin, std::min(begin + kBlock, size));
    }
}

} // namespace

void applyToAll(const ParameterView& parameters, int threads, ParameterUpdate& update) {
    forEachBlock(parameters.weights.size(), threads, [&](std::size_t begin, std::size_t end) {
        update.apply(begin, parameters.gradients.subspan(begin, end - begin));
    });
}

double detail::squaredNorm(std::span<const float> values, int threads) {
    std::vector<double> sums((values.size() + kBlock - 1) / kBlock);
    const auto& kernels = detail::updateKernels();
    forEachBlock(values.size(), threads, [&](std::size_t begin, std::size_t end) {
        sums[begin / kBlock] = kernels.squaredNorm(values.data() + begin, end - begin);
    });
    return std::accumulate(sums.begin(), sums.end(), 0.0); // in order: threads do not change the rounding
}

} // namespace cyclo
