// SPDX-License-Identifier: GPL-3.0-or-later
// Begins the bodies of kernels, which are included once for each kind of vector unit and of stored value; no
// include guard. Value is how values are stored: Bf16 where CYCLO_BF16 is defined, else float. Reckoning is
// in floats, in vectors of CYCLO_LANES: 8 where it is not defined, or 16 with AVX-512, whose BF16 extension
// values of that type need. Macros, because vectors as arguments would have another calling convention on
// each unit.

#ifndef CYCLO_LANES
#define CYCLO_LANES 8
#endif

constexpr std::ptrdiff_t kLanes = CYCLO_LANES;

/// kLanes of each, which the compiler keeps in vector registers.
using Floats __attribute__((vector_size(4 * CYCLO_LANES), aligned(4), may_alias)) = float;
using Mask __attribute__((vector_size(4 * CYCLO_LANES), aligned(4), may_alias)) = int;

using Bits __attribute__((vector_size(4 * CYCLO_LANES))) = std::uint32_t;
using Halves __attribute__((vector_size(2 * CYCLO_LANES), aligned(2), may_alias)) = std::uint16_t;

#define CYCLO_LOAD(from) (*reinterpret_cast<const Floats*>(from))
#define CYCLO_STORE(to, values) (*reinterpret_cast<Floats*>(to) = (values))

/// kLanes numbers of 16 bits as numbers of 32.
#if CYCLO_LANES == 16
// The compiler's own form takes two halves; with a mask of ones, because GCC 12 warns of the plain form.
#define CYCLO_WIDENED(from)                                                                                  \
    reinterpret_cast<Bits>(                                                                                  \
        _mm512_maskz_cvtepu16_epi32(0xffff, _mm256_loadu_si256(reinterpret_cast<const __m256i*>(from))))
#else
#define CYCLO_WIDENED(from) __builtin_convertvector(*reinterpret_cast<const Halves*>(from), Bits)
#endif

#ifdef CYCLO_BF16

using Value = Bf16;

#if CYCLO_LANES == 16

/// Rounds as Bf16 does, but for numbers below the least normal one, which the instruction takes for zero.
#define CYCLO_WRITE(to, values)                                                                              \
    (*reinterpret_cast<Halves*>(to) =                                                                        \
         reinterpret_cast<Halves>(_mm512_cvtneps_pbh(reinterpret_cast<__m512>(values))))

#else

/// Rounds as Bf16 does.
__attribute__((always_inline)) inline void writeRounded(Value* to, const Floats& values) {
    const Bits bits = reinterpret_cast<Bits>(values);
    const Bits rounded = (bits + 0x7fff + (bits >> 16 & 1)) >> 16;
    const Bits written = values == values ? rounded : bits >> 16 | 0x40;
    *reinterpret_cast<Halves*>(to) = __builtin_convertvector(written, Halves);
}
#define CYCLO_WRITE(to, values) writeRounded(to, values)

#endif

#define CYCLO_READ(from) reinterpret_cast<Floats>(CYCLO_WIDENED(from) << 16)

#else

using Value = float;
#define CYCLO_READ(from) CYCLO_LOAD(from)
#define CYCLO_WRITE(to, values) CYCLO_STORE(to, values)

#endif
