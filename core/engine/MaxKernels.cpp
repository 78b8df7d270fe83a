// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/MaxKernels.h"

#include "core/engine/Processor.h"

#include <algorithm>

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

/// Windows that reach over a place of the source.
Span windowsOver(const MaxWindows& w, std::ptrdiff_t place, std::ptrdiff_t count) {
    const std::ptrdiff_t from = place + w.padding - w.kernelSize;
    return {from < 0 ? 0 : from / w.stride + 1, std::min(count, (place + w.padding) / w.stride + 1)};
}

namespace plain {
#include "core/engine/MaxKernelsBody.h"
namespace bf16 {
#define CYCLO_BF16
#include "core/engine/MaxKernelsBody.h"
} // namespace bf16
} // namespace plain

#if defined(__x86_64__)
#pragma GCC push_options
#pragma GCC target("avx2,fma")
namespace avx2 {
#include "core/engine/MaxKernelsBody.h"
namespace bf16 {
#define CYCLO_BF16
#include "core/engine/MaxKernelsBody.h"
} // namespace bf16
} // namespace avx2
#pragma GCC pop_options
#endif

} // namespace

template <> const MaxKernels<float>& maxKernels() {
#if defined(__x86_64__)
    if (hasAvx2AndFma()) return avx2::kKernels;
#endif
    return plain::kKernels;
}

template <> const MaxKernels<Bf16>& maxKernels() {
#if defined(__x86_64__)
    if (hasAvx2AndFma()) return avx2::bf16::kKernels;
#endif
    return plain::bf16::kKernels;
}

} // namespace cyclo::engine
