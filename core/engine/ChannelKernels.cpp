// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/ChannelKernels.h"

namespace cyclo::engine {

namespace {

namespace plain {
#include "core/engine/ChannelKernelsBody.h"
constexpr ChannelKernels kKernels{sumMoments, normalize, reduceGradient, sourceGradient};
} // namespace plain

#if defined(__x86_64__)
#pragma GCC push_options
#pragma GCC target("avx2,fma")
namespace avx2 {
#include "core/engine/ChannelKernelsBody.h"
constexpr ChannelKernels kKernels{sumMoments, normalize, reduceGradient, sourceGradient};
} // namespace avx2
#pragma GCC pop_options
#endif

} // namespace

const ChannelKernels& channelKernels() {
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) return avx2::kKernels;
#endif
    return plain::kKernels;
}

} // namespace cyclo::engine
