// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace cyclo {

/// In what a network's primitives compute. Its weights, statistics, loss, gradients of the weights, and their
/// update are 32-bit floats in any case.
enum class Precision {
    F32,
    Bf16 ///< activations, their gradients, and the copies of weights that primitives read, in bfloat16
};

std::string toString(Precision precision); ///< "f32" or "bf16"
/// @throws std::invalid_argument  for any other word
Precision precisionFromString(const std::string& text);

/// Whether networks can be compiled for it here, be it slowly.
bool canCompute(Precision precision);

/// Whether the processor computes in it no slower than in f32.
bool isFast(Precision precision);

/// @throws std::invalid_argument  where it is not
void requireFast(Precision precision);

/// What the bits of a network depend on beside its settings, and the order of its values in NetworkState: the
/// library of primitives, the instructions it uses here, and how many processors there are.
std::string arithmeticName();

} // namespace cyclo
