// SPDX-License-Identifier: GPL-3.0-or-later
// Includes CYCLO_KERNELS, the body of kernels, once for each kind of vector unit and of stored value, each in a
// namespace of its own: plain, avx2 and avx512, and bf16 in each of them. No include guard.

namespace plain {
#include CYCLO_KERNELS
namespace bf16 {
#define CYCLO_BF16
#include CYCLO_KERNELS
} // namespace bf16
} // namespace plain

#if defined(__x86_64__)
#pragma GCC push_options
#pragma GCC target("avx2,fma")
namespace avx2 {
#include CYCLO_KERNELS
namespace bf16 {
#define CYCLO_BF16
#include CYCLO_KERNELS
} // namespace bf16
} // namespace avx2
#pragma GCC pop_options

#pragma GCC push_options
#pragma GCC target("avx512f,avx512bw,avx512vl")
namespace avx512 {
#define CYCLO_LANES 16
#include CYCLO_KERNELS
} // namespace avx512
#pragma GCC pop_options

#pragma GCC push_options
#pragma GCC target("avx512f,avx512bw,avx512vl,avx512bf16")
namespace avx512::bf16 {
#define CYCLO_LANES 16
#define CYCLO_BF16
#include CYCLO_KERNELS
} // namespace avx512::bf16
#pragma GCC pop_options
#endif

#undef CYCLO_KERNELS
