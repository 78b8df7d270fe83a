// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/ChannelKernels.h"

#include "core/engine/Processor.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace cyclo::engine {

namespace {

namespace plain {
#include "core/engine/ChannelKernelsBody.h"
namespace bf16 {
#define CYCLO_BF16
#include "core/engine/ChannelKernelsBody.h"
} // namespace bf16
} // namespace plain

#if defined(__x86_64__)
#pragma GCC push_options
#pragma GCC target("avx2,fma")
namespace avx2 {
#include "core/engine/ChannelKernelsBody.h"
namespace bf16 {
#define CYCLO_BF16
#include "core/engine/ChannelKernelsBody.h"
} // namespace bf16
} // namespace avx2
#pragma GCC pop_options

#pragma GCC push_options
#pragma GCC target("avx512f,avx512bw,avx512vl,avx512bf16")
namespace avx512 {
#define CYCLO_LANES 16
#include "core/engine/ChannelKernelsBody.h"
namespace bf16 {
#define CYCLO_LANES 16
#define CYCLO_BF16
#include "core/engine/ChannelKernelsBody.h"
} // namespace bf16
} // namespace avx512
#pragma GCC pop_options
#endif

} // namespace

template <> const ChannelKernels<float>& channelKernels(std::ptrdiff_t width) {
#if defined(__x86_64__)
    if (hasAvx512Bf16() && width % 16 == 0) return avx512::kKernels;
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
