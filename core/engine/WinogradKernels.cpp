// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/WinogradKernels.h"

#include "core/engine/Bf16.h"
#include "core/engine/Processor.h"

#include <algorithm>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace cyclo::engine {

#if defined(__x86_64__)

namespace {

namespace avx2 {
#define CYCLO_TARGET __attribute__((target("avx2,fma")))
#include "core/engine/WinogradKernelsBody.h"
#undef CYCLO_TARGET
} // namespace avx2

namespace avx512 {
#define CYCLO_TARGET __attribute__((target("avx512f,avx512bw,avx512vl")))
#define CYCLO_LANES 16
#include "core/engine/WinogradKernelsBody.h"
#undef CYCLO_TARGET

namespace bf16 {
#define CYCLO_TARGET __attribute__((target("avx512f,avx512bw,avx512vl,avx512bf16")))
#define CYCLO_LANES 16
#define CYCLO_BF16
#include "core/engine/WinogradKernelsBody.h"
#undef CYCLO_TARGET
} // namespace bf16
} // namespace avx512

} // namespace

const WinogradKernels* winogradKernels(std::ptrdiff_t kernel, WinogradMap maps) {
    switch (maps) {
    case WinogradMap::Eights:
        return hasAvx2AndFma() ? avx2::kernelsFor<true>(kernel) : nullptr;
    case WinogradMap::Last:
        return hasAvx2AndFma() ? avx2::kernelsFor<false>(kernel) : nullptr;
    case WinogradMap::Sixteens:
        return hasAvx512() ? avx512::kernelsFor<true>(kernel) : nullptr;
    case WinogradMap::Bf16Sixteens:
        return hasAvx512Bf16() ? avx512::bf16::kernelsFor<true>(kernel) : nullptr;
    }
    return nullptr;
}

#else

const WinogradKernels* winogradKernels(std::ptrdiff_t, WinogradMap) {
    return nullptr;
}

#endif

} // namespace cyclo::engine
