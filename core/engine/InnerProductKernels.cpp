// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/InnerProductKernels.h"

#include "core/engine/Processor.h"

#include <algorithm>
#include <cstdint>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace cyclo::engine {

#if defined(__x86_64__)

namespace {

namespace avx2 {
#define CYCLO_TARGET __attribute__((target("avx2,fma")))
#include "core/engine/InnerProductKernelsBody.h"
#undef CYCLO_TARGET
} // namespace avx2

namespace avx512 {
#define CYCLO_TARGET __attribute__((target("avx512f,avx512bw,avx512vl")))
#define CYCLO_LANES 16
#include "core/engine/InnerProductKernelsBody.h"
#undef CYCLO_TARGET
} // namespace avx512

} // namespace

std::vector<const InnerProductKernels*> innerProductKernels() {
    std::vector<const InnerProductKernels*> kernels;
    if (hasAvx512()) kernels.push_back(&avx512::kKernels);
    if (hasAvx2AndFma()) kernels.push_back(&avx2::kKernels);
    return kernels;
}

#else

std::vector<const InnerProductKernels*> innerProductKernels() {
    return {};
}

#endif

} // namespace cyclo::engine
