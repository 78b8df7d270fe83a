// SPDX-License-Identifier: GPL-3.0-or-later
// Begins the bodies of kernels that multiply matrices; no include guard. Their functions have CYCLO_TARGET in
// front, an attribute, because templates do not take the target of a pragma.

#include "core/engine/ValueVectorsBody.h"

#define CYCLO_INLINE CYCLO_TARGET __attribute__((always_inline)) inline
#define CYCLO_UNROLLED _Pragma("GCC unroll 6")

/// One value in each lane. Not `Floats{} + value`: that is a sum, which takes an instruction more, as it
/// turns -0 into 0.
CYCLO_INLINE Floats repeated(float v) {
#if CYCLO_LANES == 16
    return Floats{v, v, v, v, v, v, v, v, v, v, v, v, v, v, v, v};
#else
    return Floats{v, v, v, v, v, v, v, v};
#endif
}

/// `count` vectors that are `step` floats apart.
template <int kCount>
CYCLO_INLINE void readVectors(const float* from, std::ptrdiff_t step, Floats (&to)[kCount]) {
    CYCLO_UNROLLED
    for (int i = 0; i < kCount; ++i)
        to[i] = CYCLO_LOAD(from + i * step);
}

/// sums[r][·] += value of row r times the columns; the values of rows are `step` floats apart.
template <int kRows, int kCount>
CYCLO_INLINE void addOuter(const float* rows, std::ptrdiff_t step, const Floats (&columns)[kCount],
                           Floats (&sums)[kRows][kCount]) {
    _Pragma("GCC unroll 16") for (int r = 0; r < kRows; ++r) {
        const Floats value = repeated(rows[r * step]);
        CYCLO_UNROLLED
        for (int v = 0; v < kCount; ++v)
            sums[r][v] += value * columns[v];
    }
}
