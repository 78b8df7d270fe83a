// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/network/Precision.h"

#include "core/engine/Processor.h"

#include <stdexcept>

namespace cyclo {

std::string toString(Precision precision) {
    return precision == Precision::Bf16 ? "bf16" : "f32";
}

Precision precisionFromString(const std::string& text) {
    for (const Precision precision : {Precision::F32, Precision::Bf16})
        if (text == toString(precision)) return precision;
    throw std::invalid_argument("precision must be f32 or bf16, got '" + text + "'");
}

bool canCompute(Precision precision) {
    return precision == Precision::F32 || engine::hasBf16();
}

bool isFast(Precision precision) {
    return precision == Precision::F32 || engine::hasFastBf16();
}

void requireFast(Precision precision) {
    if (!isFast(precision))
        throw std::invalid_argument(
            "precision bf16: this processor has no fast bf16 (AVX-512 BF16 or AMX); take f32");
}

std::string arithmeticName() {
    return engine::arithmeticName();
}

} // namespace cyclo
