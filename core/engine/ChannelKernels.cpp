// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/ChannelKernels.h"

#include "core/engine/Processor.h"

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
#endif

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
