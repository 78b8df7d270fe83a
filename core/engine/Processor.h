// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace cyclo::engine {

/// Whether it has vectors of eight floats with fused multiply-add, for which kernels of ours are compiled.
bool hasAvx2AndFma();

/// Whether it has vectors of sixteen floats.
bool hasAvx512();

/// Whether it also rounds floats to bf16 by itself.
bool hasAvx512Bf16();

/// Whether the processor multiplies bf16 numbers faster than f32 ones: AVX-512 BF16 or AMX.
bool hasFastBf16();

/// Whether oneDNN has bf16 primitives for this processor, be it by other instructions.
bool hasBf16();

/// "oneDNN 2.6.3, instructions 63, 2 processors": what layouts and the order of sums follow from.
std::string arithmeticName();

} // namespace cyclo::engine
