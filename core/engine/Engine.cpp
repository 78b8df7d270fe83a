// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/Engine.h"

#include <omp.h>
#include <stdexcept>
#include <string>

namespace cyclo::engine {

namespace {

int checkedThreads(int threads) {
    constexpr int kMaxThreads = 1024;
    if (threads < 0 || threads > kMaxThreads)
        throw std::invalid_argument("threads must be from 1 to " + std::to_string(kMaxThreads) +
                                    ", or 0 for all processors, got " + std::to_string(threads));
    const int count = threads > 0 ? threads : omp_get_num_procs();
    omp_set_num_threads(count);
    return count;
}

} // namespace

Engine::Engine(int threads)
    : threads_(checkedThreads(threads)), engine_(dnnl::engine::kind::cpu, 0), stream_(engine_) {}

} // namespace cyclo::engine
