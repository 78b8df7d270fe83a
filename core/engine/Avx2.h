// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What kernels for AVX2 with fused multiply-add are written in; nothing on other processors than x86-64. A
// function that uses it has CYCLO_AVX2 or CYCLO_INLINE in front, as templates do not take the target of a
// pragma.

#if defined(__x86_64__)

#include <cstddef>
#include <immintrin.h>

namespace cyclo::engine {

#define CYCLO_AVX2 __attribute__((target("avx2,fma")))
#define CYCLO_INLINE CYCLO_AVX2 __attribute__((always_inline)) inline

/// Eight, which the compiler keeps in a vector register.
using Floats __attribute__((vector_size(32), aligned(4), may_alias)) = float;

inline constexpr std::ptrdiff_t kFloats = 8; ///< of a vector

CYCLO_INLINE const Floats* vectorsAt(const float* from) {
    return reinterpret_cast<const Floats*>(from);
}

CYCLO_INLINE void store(float* to, const Floats& values) {
    *reinterpret_cast<Floats*>(to) = values;
}

/// One value eight times. Not `Floats{} + value`: that is a sum, which takes an instruction more, as it turns
/// -0 into 0.
CYCLO_INLINE Floats repeated(float v) {
    return Floats{v, v, v, v, v, v, v, v};
}

/// Rows of sixteen values.
template <int kTileRows>
CYCLO_INLINE void storeTile(const Floats (&values)[kTileRows][2], float* to, std::ptrdiff_t row) {
    for (std::ptrdiff_t r = 0; r < kTileRows; ++r) {
        store(to + r * row, values[r][0]);
        store(to + r * row + kFloats, values[r][1]);
    }
}

/// One factor of products that are summed up: for each i, the values of rows that are `row` floats apart, and
/// from one i to the next `step`.
struct Rows {
    const float* first;
    std::ptrdiff_t row;
    std::ptrdiff_t step;
};

/// The other: sixteen values for each i.
struct Panel {
    const float* first;
    std::ptrdiff_t step;
};

/// sums[r][c] += rows[r][i] · panel[i][c] over `count` of i. Six rows of sums, with what they are sums of,
/// fill the sixteen registers; four are the least that hide the latency of an addition.
template <int kTileRows>
CYCLO_INLINE void addProducts(const Rows& rows, const Panel& panel, std::ptrdiff_t count,
                              Floats (&sums)[kTileRows][2]) {
    const float *row = rows.first, *column = panel.first;
    for (std::ptrdiff_t i = 0; i < count; ++i, row += rows.step, column += panel.step) {
        const Floats left = vectorsAt(column)[0], right = vectorsAt(column)[1];
#pragma GCC unroll 6
        for (std::ptrdiff_t r = 0; r < kTileRows; ++r) {
            const Floats value = repeated(row[r * rows.row]);
            sums[r][0] += value * left;
            sums[r][1] += value * right;
        }
    }
}

} // namespace cyclo::engine

#endif
