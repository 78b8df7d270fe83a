// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/PairKernels.h"

#include "core/engine/Processor.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace cyclo::engine {

#if defined(__x86_64__)

namespace {

// An attribute, because templates do not take the target of a pragma.
#define CYCLO_AVX512_BF16 __attribute__((target("avx512f,avx512bw,avx512vl,avx512bf16")))
#define CYCLO_INLINE __attribute__((always_inline)) inline

/// Words of the first half alternate with those of the second, which starts at `second`.
CYCLO_AVX512_BF16 CYCLO_INLINE __m512i alternating(int second) {
    const __m512i lower = _mm512_set_epi32(15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0);
    const __m512i upper = _mm512_add_epi32(lower, _mm512_set1_epi32(second));
    return _mm512_or_si512(lower, _mm512_slli_epi32(upper, 16));
}

CYCLO_AVX512_BF16 CYCLO_INLINE __m512i half(const Bf16* from) {
    return _mm512_castsi256_si512(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(from)));
}

CYCLO_AVX512_BF16 CYCLO_INLINE __m512i halfWhere(__mmask8 inside, const Bf16* from) {
    return _mm512_castsi256_si512(_mm256_maskz_loadu_epi32(inside, from));
}

/// The pair of places at `from`, interleaved.
template <int Stride> CYCLO_AVX512_BF16 CYCLO_INLINE __m512bh pairAt(__m512i order, const Bf16* from) {
    if constexpr (Stride == 1)
        return reinterpret_cast<__m512bh>(_mm512_permutexvar_epi16(order, _mm512_loadu_si512(from)));
    else
        return reinterpret_cast<__m512bh>(
            _mm512_permutex2var_epi16(half(from), order, half(from + Stride * kPairChannels)));
}

/// Likewise, zero outside of the source, which is not read there.
template <int Stride>
CYCLO_AVX512_BF16 CYCLO_INLINE __m512bh pairWhere(std::uint16_t inside, __m512i order, const Bf16* from) {
    if constexpr (Stride == 1)
        return reinterpret_cast<__m512bh>(
            _mm512_permutexvar_epi16(order, _mm512_maskz_loadu_epi32(inside, from)));
    else
        return reinterpret_cast<__m512bh>(_mm512_permutex2var_epi16(
            halfWhere(static_cast<__mmask8>(inside), from), order,
            halfWhere(static_cast<__mmask8>(inside >> 8), from + Stride * kPairChannels)));
}

CYCLO_AVX512_BF16 void interleave(std::ptrdiff_t rows, std::ptrdiff_t width, const Bf16* diffDst, Bf16* pairs,
                                  float* total) {
    const __m512i order = alternating(16);
    const auto ones = reinterpret_cast<__m512bh>(_mm512_set1_epi32(0x3f803f80));
    __m512 sum = total ? _mm512_loadu_ps(total) : _mm512_setzero_ps();
    for (std::ptrdiff_t row = 0; row < rows; ++row)
        for (std::ptrdiff_t x = 0; x < width; x += 2, pairs += kPairValues) {
            const bool alone = x + 1 == width;
            const __m512i both =
                alone ? _mm512_maskz_loadu_epi32(0xff, diffDst) : _mm512_loadu_si512(diffDst);
            const __m512i pair = _mm512_permutexvar_epi16(order, both);
            _mm512_storeu_si512(pairs, pair);
            if (total) sum = _mm512_dpbf16_ps(sum, reinterpret_cast<__m512bh>(pair), ones);
            diffDst += alone ? kPairChannels : kPairValues;
        }
    if (total) _mm512_storeu_ps(total, sum);
}

using Sums = __m512[kSummedChannels][kPairedKernel];

/// Adds the products of one pair: three columns of the source with eight channels of the result.
CYCLO_AVX512_BF16 CYCLO_INLINE void addProducts(Sums& sums, const __m512bh (&src)[kPairedKernel],
                                                const Bf16* pairs) {
    const auto* words = reinterpret_cast<const int*>(pairs);
#pragma GCC unroll 8
    for (int c = 0; c < kSummedChannels; ++c) {
        int word;
        __builtin_memcpy(&word, words + c, sizeof word);
        const auto both = reinterpret_cast<__m512bh>(_mm512_set1_epi32(word));
#pragma GCC unroll 3
        for (int k = 0; k < kPairedKernel; ++k)
            sums[c][k] = _mm512_dpbf16_ps(sums[c][k], src[k], both);
    }
}

template <int Stride>
CYCLO_AVX512_BF16 CYCLO_INLINE void addEdge(Sums& sums, const std::uint16_t* inside, __m512i order,
                                            const Bf16* src, const Bf16* pairs) {
    __m512bh columns[kPairedKernel];
#pragma GCC unroll 3
    for (int k = 0; k < kPairedKernel; ++k)
        columns[k] = pairWhere<Stride>(inside[k], order, src + k * kPairChannels);
    addProducts(sums, columns, pairs);
}

template <int Stride>
CYCLO_AVX512_BF16 CYCLO_INLINE void addInner(Sums& sums, __m512i order, const Bf16* src, const Bf16* pairs) {
    __m512bh columns[kPairedKernel];
#pragma GCC unroll 3
    for (int k = 0; k < kPairedKernel; ++k)
        columns[k] = pairAt<Stride>(order, src + k * kPairChannels);
    addProducts(sums, columns, pairs);
}

/// Masks cost a tenth of the speed; so only the ends of a row have them.
template <int Stride>
CYCLO_AVX512_BF16 void sumProducts(const PairRows& over, const Bf16* src, const Bf16* pairs, float* result) {
    constexpr std::ptrdiff_t kSrcStep = Stride * kPairValues;
    const __m512i order = alternating(Stride == 1 ? 16 : 32);
    Sums sums;
#pragma GCC unroll 8
    for (int c = 0; c < kSummedChannels; ++c)
#pragma GCC unroll 3
        for (int k = 0; k < kPairedKernel; ++k)
            sums[c][k] = _mm512_loadu_ps(result + (c * kPairedKernel + k) * kPairChannels);
    for (std::ptrdiff_t n = 0; n < over.samples; ++n) {
        const Bf16 *row = src + n * over.srcSampleStep, *word = pairs + n * over.pairsSampleStep;
        for (std::ptrdiff_t y = 0; y < over.rows; ++y, row += over.srcRowStep) {
            const Bf16* window = row;
            std::ptrdiff_t q = 0;
            for (; q < over.innerBegin; ++q, window += kSrcStep, word += kPairValues)
                addEdge<Stride>(sums, over.inside + q * kPairedKernel, order, window, word);
            for (; q < over.innerEnd; ++q, window += kSrcStep, word += kPairValues)
                addInner<Stride>(sums, order, window, word);
            for (; q < over.pairs; ++q, window += kSrcStep, word += kPairValues)
                addEdge<Stride>(sums, over.inside + q * kPairedKernel, order, window, word);
        }
    }
#pragma GCC unroll 8
    for (int c = 0; c < kSummedChannels; ++c)
#pragma GCC unroll 3
        for (int k = 0; k < kPairedKernel; ++k)
            _mm512_storeu_ps(result + (c * kPairedKernel + k) * kPairChannels, sums[c][k]);
}

constexpr PairKernels kKernels{interleave, {sumProducts<1>, sumProducts<2>}};

} // namespace

const PairKernels* pairKernels() {
    return hasAvx512Bf16() ? &kKernels : nullptr;
}

#else

const PairKernels* pairKernels() {
    return nullptr;
}

#endif

} // namespace cyclo::engine
