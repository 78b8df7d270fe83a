// SPDX-License-Identifier: GPL-3.0-or-later
// Included through EachVectorUnit.h once for each kind of vector unit and of stored value; no include guard.
// Plain functions only: templates would be compiled for the default unit.

#include "core/engine/ValueVectorsBody.h"

#define CYCLO_WHERE(mask, values) ((mask) ? (values) : Floats{})

void sumMoments(ChannelChunk chunk, const Value* x, const Value* shift, float* sums, float* squares) {
    for (std::ptrdiff_t c = 0; c < chunk.width; c += kLanes) {
        const Floats around = CYCLO_READ(shift + c);
        // Two sums each, so that one addition need not wait for the other.
        Floats sum0{}, sum1{}, square0{}, square1{};
        const Value* row = x + c;
        std::ptrdiff_t left = chunk.rows;
        for (; left >= 2; left -= 2, row += 2 * chunk.width) {
            const Floats d0 = CYCLO_READ(row) - around, d1 = CYCLO_READ(row + chunk.width) - around;
            sum0 += d0;
            sum1 += d1;
            square0 += d0 * d0;
            square1 += d1 * d1;
        }
        if (left > 0) {
            const Floats d = CYCLO_READ(row) - around;
            sum0 += d;
            square0 += d * d;
        }
        CYCLO_STORE(sums + c, sum0 + sum1);
        CYCLO_STORE(squares + c, square0 + square1);
    }
}

void normalize(ChannelChunk chunk, const Value* x, const Value* residual, const float* scale,
               const float* shift, bool relu, Value* dst) {
    // Without ReLU everything from minus infinity passes.
    const float lowest = relu ? 0.f : -__builtin_inff();
    for (std::ptrdiff_t c = 0; c < chunk.width; c += kLanes) {
        const Floats times = CYCLO_LOAD(scale + c), plus = CYCLO_LOAD(shift + c);
        const Floats floor = Floats{} + lowest;
        const std::ptrdiff_t end = chunk.rows * chunk.width + c;
        if (residual) {
            for (std::ptrdiff_t i = c; i < end; i += chunk.width) {
                const Floats value = CYCLO_READ(x + i) * times + plus + CYCLO_READ(residual + i);
                CYCLO_WRITE(dst + i, value < floor ? floor : value);
            }
        } else {
            for (std::ptrdiff_t i = c; i < end; i += chunk.width) {
                const Floats value = CYCLO_READ(x + i) * times + plus;
                CYCLO_WRITE(dst + i, value < floor ? floor : value);
            }
        }
    }
}

void reduceGradient(ChannelChunk chunk, const ArrivingGradient<Value>& gradient, const Value* x,
                    const float* mean, float* sums, float* products) {
    const Value *first = gradient.first, *second = gradient.second, *result = gradient.result;
    Value* const total = gradient.total;
    for (std::ptrdiff_t c = 0; c < chunk.width; c += kLanes) {
        const Floats around = CYCLO_LOAD(mean + c);
        Floats sum{}, product{};
        const std::ptrdiff_t end = chunk.rows * chunk.width + c;
        if (gradient.gate.scale) {
            const Floats times = CYCLO_LOAD(gradient.gate.scale + c);
            const Floats plus = CYCLO_LOAD(gradient.gate.shift + c);
            for (std::ptrdiff_t i = c; i < end; i += chunk.width) {
                const Floats value = CYCLO_READ(x + i);
                const Floats g = CYCLO_WHERE(value * times + plus > 0.f, CYCLO_READ(first + i));
                sum += g;
                product += g * (value - around);
            }
        } else {
            for (std::ptrdiff_t i = c; i < end; i += chunk.width) {
                Floats g = CYCLO_READ(first + i);
                if (second) g += CYCLO_READ(second + i);
                if (result) g = CYCLO_WHERE(CYCLO_READ(result + i) > 0.f, g);
                if (total) CYCLO_WRITE(total + i, g);
                sum += g;
                product += g * (CYCLO_READ(x + i) - around);
            }
        }
        CYCLO_STORE(sums + c, sum);
        CYCLO_STORE(products + c, product);
    }
}

void sourceGradient(ChannelChunk chunk, const Value* gradient, ChannelGate gate, const Value* x,
                    const SourceGradient& coefficients, Value* diffSrc) {
    for (std::ptrdiff_t c = 0; c < chunk.width; c += kLanes) {
        const Floats around = CYCLO_LOAD(coefficients.mean + c), a = CYCLO_LOAD(coefficients.a + c);
        const Floats b = CYCLO_LOAD(coefficients.b + c), plusC = CYCLO_LOAD(coefficients.c + c);
        const std::ptrdiff_t end = chunk.rows * chunk.width + c;
        if (gate.scale) {
            const Floats times = CYCLO_LOAD(gate.scale + c), plus = CYCLO_LOAD(gate.shift + c);
            for (std::ptrdiff_t i = c; i < end; i += chunk.width) {
                const Floats value = CYCLO_READ(x + i);
                const Floats g = CYCLO_WHERE(value * times + plus > 0.f, CYCLO_READ(gradient + i));
                CYCLO_WRITE(diffSrc + i, a * g + (b * (value - around) + plusC));
            }
        } else {
            for (std::ptrdiff_t i = c; i < end; i += chunk.width)
                CYCLO_WRITE(diffSrc + i,
                            a * CYCLO_READ(gradient + i) + (b * (CYCLO_READ(x + i) - around) + plusC));
        }
    }
}

#undef CYCLO_WHERE
constexpr ChannelKernels<Value> kKernels{sumMoments, normalize, reduceGradient, sourceGradient};

#include "core/engine/ValueVectorsEnd.h"
