// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/InnerProductKernels.h"

#include "core/engine/Avx2.h"
#include "core/engine/Processor.h"

#include <algorithm>

namespace cyclo::engine {

#if defined(__x86_64__)

namespace {

constexpr std::ptrdiff_t kColumns = kPanelColumns;

using Tile = Floats[kTileRows][2];

/// The first row of a tile in a matrix of so many rows.
CYCLO_INLINE std::ptrdiff_t firstRow(std::ptrdiff_t tile, std::ptrdiff_t rows) {
    return std::min(tile * kTileRows, rows - kTileRows);
}

/// How many of the columns of a panel, or samples of a group, there are.
CYCLO_INLINE std::ptrdiff_t columnsOf(std::ptrdiff_t panel, std::ptrdiff_t count) {
    return std::min(kColumns, count - panel * kColumns);
}

CYCLO_AVX2 void multiply(const InnerProductSize& size, std::ptrdiff_t panel, TileRange samples,
                         const float* src, const float* weights, const float* bias, bool relu, float* dst) {
    const std::ptrdiff_t columns = columnsOf(panel, size.out);
    float plus[kColumns] = {};
    std::copy_n(bias + panel * kColumns, columns, plus);
    const Floats floor = repeated(relu ? 0.f : -__builtin_inff());
    for (std::ptrdiff_t tile = samples.begin; tile < samples.end; ++tile) {
        const std::ptrdiff_t sample = firstRow(tile, size.samples);
        Tile sums = {};
        addProducts({src + sample * size.in, size.in, 1}, {weights + panel * size.in * kColumns, kColumns},
                    size.in, sums);
        for (auto& row : sums)
            for (std::ptrdiff_t half = 0; half < 2; ++half) {
                const Floats value = row[half] + *vectorsAt(plus + half * kFloats);
                row[half] = value < floor ? floor : value;
            }
        float* const to = dst + sample * size.out + panel * kColumns;
        if (columns == kColumns) {
            storeTile(sums, to, size.out);
            continue;
        }
        for (std::ptrdiff_t r = 0; r < kTileRows; ++r)
            std::copy_n(reinterpret_cast<const float*>(sums[r]), columns, to + r * size.out);
    }
}

CYCLO_AVX2 void pack(const InnerProductSize& size, std::ptrdiff_t panel, const float* diffDst, float* packed,
                     float* diffBias) {
    const std::ptrdiff_t columns = columnsOf(panel, size.out);
    Floats sums[2] = {};
    for (std::ptrdiff_t n = 0; n < size.samples; ++n) {
        float* const to = packed + (panel * size.samples + n) * kColumns;
        std::fill(std::copy_n(diffDst + n * size.out + panel * kColumns, columns, to), to + kColumns, 0.f);
        sums[0] += *vectorsAt(to);
        sums[1] += *vectorsAt(to + kFloats);
    }
    std::copy_n(reinterpret_cast<const float*>(sums), columns, diffBias + panel * kColumns);
}

CYCLO_AVX2 void turn(const InnerProductSize& size, std::ptrdiff_t group, const float* diffDst,
                     float* turned) {
    const std::ptrdiff_t samples = columnsOf(group, size.samples);
    for (std::ptrdiff_t o = 0; o < size.out; ++o) {
        float* const to = turned + (group * size.out + o) * kColumns;
        for (std::ptrdiff_t n = 0; n < samples; ++n)
            to[n] = diffDst[(group * kColumns + n) * size.out + o];
        std::fill(to + samples, to + kColumns, 0.f);
    }
}

CYCLO_AVX2 void multiplyPacked(const InnerProductSize& size, TileRange tiles, const float* inputs,
                               const float* packed, float* diffWeights) {
    const std::ptrdiff_t step = tiles.rows(size.in);
    for (std::ptrdiff_t panel = 0; panel < size.panels(); ++panel)
        for (std::ptrdiff_t tile = tiles.begin; tile < tiles.end; ++tile) {
            const std::ptrdiff_t input = firstRow(tile, size.in);
            Tile sums = {};
            addProducts({inputs + input - tiles.firstRow(), 1, step},
                        {packed + panel * size.samples * kColumns, kColumns}, size.samples, sums);
            storeTile(sums, diffWeights + (panel * size.in + input) * kColumns, kColumns);
        }
}

CYCLO_AVX2 void multiplyTurned(const InnerProductSize& size, TileRange inputs, const float* weights,
                               const float* turned, float* diffSrc) {
    for (std::ptrdiff_t group = 0; group < size.groups(); ++group)
        for (std::ptrdiff_t tile = inputs.begin; tile < inputs.end; ++tile) {
            const std::ptrdiff_t input = firstRow(tile, size.in);
            Tile sums = {};
            for (std::ptrdiff_t panel = 0; panel < size.panels(); ++panel)
                addProducts({weights + (panel * size.in + input) * kColumns, kColumns, 1},
                            {turned + (group * size.out + panel * kColumns) * kColumns, kColumns},
                            columnsOf(panel, size.out), sums);
            const auto* const values = reinterpret_cast<const float*>(sums);
            for (std::ptrdiff_t n = 0; n < columnsOf(group, size.samples); ++n) {
                float* const to = diffSrc + (group * kColumns + n) * size.in + input;
                for (std::ptrdiff_t r = 0; r < kTileRows; ++r)
                    to[r] = values[r * kColumns + n];
            }
        }
}

constexpr InnerProductKernels kKernels{multiply, pack, turn, multiplyPacked, multiplyTurned};

} // namespace

const InnerProductKernels* innerProductKernels() {
    return hasAvx2AndFma() ? &kKernels : nullptr;
}

#else

const InnerProductKernels* innerProductKernels() {
    return nullptr;
}

#endif

} // namespace cyclo::engine
