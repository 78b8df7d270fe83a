// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/ChannelKernels.h"

namespace cyclo::engine {

namespace {

namespace plain {
#include "core/engine/ChannelKernelsBody.h"
constexpr ChannelKernels<Value> kKernels{sumMoments, normalize, reduceGradient, sourceGradient};
#define CYCLO_BF16
namespace bf16 {
#include "core/engine/ChannelKernelsBody.h"
constexpr ChannelKernels<Value> kKernels{sumMoments, normalize, reduceGradient, sourceGradient};
} // namespace bf16
#undef CYCLO_BF16
} // namespace plain

#if defined(__x86_64__)
#pragma GCC push_options
#pragma GCC target("avx2,fma")
namespace avx2 {
#include "core/engine/ChannelKernelsBody.h"
constexpr ChannelKernels<Value> kKernels{sumMoments, normalize, reduceGradient, sourceGradient};
#define CYCLO_BF16
namespace bf16 {
#include "core/engine/ChannelKernelsBody.h"
constexpr ChannelKernels<Value> kKernels{sumMoments, normalize, reduceGradient, sourceGradient};
} // namespace bf16
#undef CYCLO_BF16
} // namespace avx2
#pragma GCC pop_options
#endif

bool hasAvx2AndFma() {
#if defined(__x86_64__)
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
#else
    return false;
#endif
}

} // namespace

template <> const ChannelKernels<float>& channelKernels() {
#if defined(__x86_64__)
    if (hasAvx2AndFma()) return avx2::kKernels;
#endif
    return plain::kKernels;
}

template <> const ChannelKernels<Bf16>& channelKernels() {
#if defined(__x86_64__)
    if (hasAvx2AndFma()) return avx2::bf16::kKernels;
#endif
    return plain::bf16::kKernels;
}

} // namespace cyclo::engine
