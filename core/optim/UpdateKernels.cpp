// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/optim/UpdateKernels.h"

namespace cyclo::detail {

namespace {

namespace plain {
#include "core/optim/UpdateKernelsBody.inc"
constexpr UpdateKernels kKernels{sgd, nesterov, adam, squaredNorm, squaredNorms};
} // namespace plain

#if defined(__x86_64__)
#pragma GCC push_options
#pragma GCC target("avx2,fma")
namespace avx2 {
#include "core/optim/UpdateKernelsBody.inc"
constexpr UpdateKernels kKernels{sgd, nesterov, adam, squaredNorm, squaredNorms};
} // namespace avx2
#pragma GCC pop_options

#pragma GCC push_options
#pragma GCC target("avx512f,avx512vl,prefer-vector-width=512")
namespace avx512 {
#include "core/optim/UpdateKernelsBody.inc"
constexpr UpdateKernels kKernels{sgd, nesterov, adam, squaredNorm, squaredNorms};
} // namespace avx512
#pragma GCC pop_options
#endif

} // namespace

const UpdateKernels& updateKernels() {
#if defined(__x86_64__)
    static const bool widest = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl");
    if (widest) return avx512::kKernels;
    static const bool wide = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
    if (wide) return avx2::kKernels;
#endif
    return plain::kKernels;
}

} // namespace cyclo::detail
