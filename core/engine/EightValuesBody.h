// SPDX-License-Identifier: GPL-3.0-or-later
// Begins the bodies of kernels, which are included once for each kind of vector unit and of stored value; no
// include guard. Value is how values are stored: Bf16 where CYCLO_BF16 is defined, else float. Reckoning is
// in floats. Macros, because vectors as arguments would have another calling convention on each unit.

/// Eight of each, which the compiler keeps in vector registers.
using Floats __attribute__((vector_size(32), aligned(4), may_alias)) = float;
using Mask __attribute__((vector_size(32), aligned(4), may_alias)) = int;

#define CYCLO_LOAD(from) (*reinterpret_cast<const Floats*>(from))
#define CYCLO_STORE(to, values) (*reinterpret_cast<Floats*>(to) = (values))

#ifdef CYCLO_BF16

using Value = Bf16;
using Bits __attribute__((vector_size(32))) = std::uint32_t;
using UpperHalves __attribute__((vector_size(16), aligned(2), may_alias)) = std::uint16_t;

/// Rounds as Bf16 does.
__attribute__((always_inline)) inline void writeRounded(Value* to, const Floats& values) {
    const Bits bits = reinterpret_cast<Bits>(values);
    const Bits rounded = (bits + 0x7fff + (bits >> 16 & 1)) >> 16;
    const Bits written = values == values ? rounded : bits >> 16 | 0x40;
    *reinterpret_cast<UpperHalves*>(to) = __builtin_convertvector(written, UpperHalves);
}

#define CYCLO_READ(from)                                                                                     \
    reinterpret_cast<Floats>(__builtin_convertvector(*reinterpret_cast<const UpperHalves*>(from), Bits) << 16)
#define CYCLO_WRITE(to, values) writeRounded(to, values)

#else

using Value = float;
#define CYCLO_READ(from) CYCLO_LOAD(from)
#define CYCLO_WRITE(to, values) CYCLO_STORE(to, values)

#endif
