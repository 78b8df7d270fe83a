// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/ChannelKernels.h"

#include "core/engine/Processor.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace cyclo::engine {

namespace {

#define CYCLO_KERNELS "core/engine/ChannelKernelsBody.h"
#include "core/engine/EachVectorUnit.h"

} // namespace

template <> const ChannelKernels<float>& channelKernels(std::ptrdiff_t width) {
#if defined(__x86_64__)
    if (hasAvx512() && width % 16 == 0) return avx512::kKernels;
    if (hasAvx2AndFma()) return avx2::kKernels;
#endif
    return plain::kKernels;
}

template <> const ChannelKernels<Bf16>& channelKernels(std::ptrdiff_t width) {
#if defined(__x86_64__)
    if (hasAvx512Bf16() && width % 16 == 0) return avx512::bf16::kKernels;
    if (hasAvx2AndFma()) return avx2::bf16::kKernels;
#endif
    return plain::bf16::kKernels;
}

} // namespace cyclo::engine
