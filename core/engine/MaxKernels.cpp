// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/MaxKernels.h"

#include "core/engine/Processor.h"

#include <algorithm>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace cyclo::engine {

namespace {

/// The places from `begin` to before `end`.
struct Span {
    std::ptrdiff_t begin, end;
};

/// Rows (or columns) of the window at `at` that lie inside a source of this size.
Span insideOf(const MaxWindows& w, std::ptrdiff_t at, std::ptrdiff_t size) {
    const std::ptrdiff_t start = at * w.stride - w.padding;
    return {std::max<std::ptrdiff_t>(0, -start), std::min(w.kernelSize, size - start)};
}

/// Whether the windows lie side by side, so that every place of the source is in just one.
bool tile(const MaxWindows& w) {
    return w.padding == 0 && w.stride == w.kernelSize && w.dstHeight * w.stride == w.srcHeight &&
           w.dstWidth * w.stride == w.srcWidth;
}

#define CYCLO_KERNELS "core/engine/MaxKernelsBody.h"
#include "core/engine/EachVectorUnit.h"

} // namespace

template <> const MaxKernels<float>& maxKernels(std::ptrdiff_t width) {
#if defined(__x86_64__)
    if (hasAvx512() && width >= 16) return avx512::kKernels;
    if (hasAvx2AndFma()) return avx2::kKernels;
#endif
    return plain::kKernels;
}

template <> const MaxKernels<Bf16>& maxKernels(std::ptrdiff_t width) {
#if defined(__x86_64__)
    if (hasAvx512Bf16() && width >= 16) return avx512::bf16::kKernels;
    if (hasAvx2AndFma()) return avx2::bf16::kKernels;
#endif
    return plain::bf16::kKernels;
}

} // namespace cyclo::engine
