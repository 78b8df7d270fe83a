// SPDX-License-Identifier: GPL-3.0-or-later
// The steps of an inner product in panels, included once for each kind of vector unit; no include guard.

#include "core/engine/OuterProductBody.h"

constexpr std::ptrdiff_t kVectors = kLanes == 8 ? 2 : 4; ///< of a row of a panel
constexpr std::ptrdiff_t kColumns = kVectors * kLanes;
static_assert(kColumns <= kMaxPanelColumns);

/// With what they are sums of, they fill the registers of AVX2 and most of those of AVX-512, where a tile of
/// twelve rows and two vectors would read half as much again.
using Tile = Floats[kTileRows][kVectors];

/// How many of the columns of a panel, or samples of a group, there are.
CYCLO_INLINE std::ptrdiff_t columnsOf(std::ptrdiff_t panel, std::ptrdiff_t count) {
    return std::min(kColumns, count - panel * kColumns);
}

/// sums[r][c] += rows[r][i] · panel[i][c] over `count` of i. The values of rows are `row` floats apart, and
/// from one i to the next `step`.
CYCLO_INLINE void addProducts(const float* rows, std::ptrdiff_t row, std::ptrdiff_t step, const float* panel,
                              std::ptrdiff_t count, Tile& sums) {
    for (std::ptrdiff_t i = 0; i < count; ++i) {
        Floats columns[kVectors];
        readVectors(panel + i * kColumns, kLanes, columns);
        addOuter(rows + i * step, row, columns, sums);
    }
}

CYCLO_INLINE void storeTile(const Tile& values, float* to, std::ptrdiff_t row) {
    for (std::ptrdiff_t r = 0; r < kTileRows; ++r)
        for (std::ptrdiff_t v = 0; v < kVectors; ++v)
            CYCLO_STORE(to + r * row + v * kLanes, values[r][v]);
}

CYCLO_TARGET void multiply(const InnerProductSize& size, std::ptrdiff_t panel, TileRange samples,
                           const float* src, const float* weights, const float* bias, bool relu, float* dst) {
    const std::ptrdiff_t columns = columnsOf(panel, size.out);
    float plus[kColumns] = {};
    std::copy_n(bias + panel * kColumns, columns, plus);
    const Floats floor = repeated(relu ? 0.f : -__builtin_inff());
    for (std::ptrdiff_t tile = samples.begin; tile < samples.end; ++tile) {
        const std::ptrdiff_t sample = firstRow(tile, size.samples);
        Tile sums = {};
        addProducts(src + sample * size.in, size.in, 1, weights + panel * size.in * kColumns, size.in, sums);
        for (auto& row : sums)
            for (std::ptrdiff_t v = 0; v < kVectors; ++v) {
                const Floats value = row[v] + CYCLO_LOAD(plus + v * kLanes);
                row[v] = value < floor ? floor : value;
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

CYCLO_TARGET void pack(const InnerProductSize& size, std::ptrdiff_t panel, const float* diffDst,
                       float* packed, float* diffBias) {
    const std::ptrdiff_t columns = columnsOf(panel, size.out);
    Floats sums[kVectors] = {};
    for (std::ptrdiff_t n = 0; n < size.samples; ++n) {
        float* const to = packed + (panel * size.samples + n) * kColumns;
        std::fill(std::copy_n(diffDst + n * size.out + panel * kColumns, columns, to), to + kColumns, 0.f);
        for (std::ptrdiff_t v = 0; v < kVectors; ++v)
            sums[v] += CYCLO_LOAD(to + v * kLanes);
    }
    std::copy_n(reinterpret_cast<const float*>(sums), columns, diffBias + panel * kColumns);
}

/// to[c][r] = from[r][c] of eight rows and columns.
CYCLO_INLINE void transposeEight(const float* from, std::ptrdiff_t fromRow, float* to, std::ptrdiff_t toRow) {
    __m256 rows[8], pairs[8];
    for (int r = 0; r < 8; ++r)
        rows[r] = _mm256_loadu_ps(from + r * fromRow);
    for (int r = 0; r < 8; r += 2) {
        pairs[r] = _mm256_unpacklo_ps(rows[r], rows[r + 1]);
        pairs[r + 1] = _mm256_unpackhi_ps(rows[r], rows[r + 1]);
    }
    for (int r = 0; r < 8; r += 4) // the columns 0 and 4, 1 and 5, ... of four rows
        for (int c = 0; c < 2; ++c) {
            rows[r + 2 * c] = _mm256_shuffle_ps(pairs[r + c], pairs[r + c + 2], 0x44);
            rows[r + 2 * c + 1] = _mm256_shuffle_ps(pairs[r + c], pairs[r + c + 2], 0xee);
        }
    for (int c = 0; c < 4; ++c) {
        _mm256_storeu_ps(to + c * toRow, _mm256_permute2f128_ps(rows[c], rows[c + 4], 0x20));
        _mm256_storeu_ps(to + (c + 4) * toRow, _mm256_permute2f128_ps(rows[c], rows[c + 4], 0x31));
    }
}

/// to[c][r] = from[r][c].
CYCLO_INLINE void transpose(const float* from, std::ptrdiff_t fromRow, std::ptrdiff_t rows,
                            std::ptrdiff_t columns, float* to, std::ptrdiff_t toRow) {
    for (std::ptrdiff_t c = 0; c < columns; c += 8)
        for (std::ptrdiff_t r = 0; r < rows; r += 8) {
            if (r + 8 <= rows && c + 8 <= columns) {
                transposeEight(from + r * fromRow + c, fromRow, to + c * toRow + r, toRow);
                continue;
            }
            for (std::ptrdiff_t i = c; i < std::min(c + 8, columns); ++i)
                for (std::ptrdiff_t k = r; k < std::min(r + 8, rows); ++k)
                    to[i * toRow + k] = from[k * fromRow + i];
        }
}

CYCLO_TARGET void turn(const InnerProductSize& size, std::ptrdiff_t group, const float* diffDst,
                       float* turned) {
    const std::ptrdiff_t samples = columnsOf(group, size.samples);
    float* const to = turned + group * size.out * kColumns;
    transpose(diffDst + group * kColumns * size.out, size.out, samples, size.out, to, kColumns);
    if (samples == kColumns) return;
    for (std::ptrdiff_t o = 0; o < size.out; ++o)
        std::fill(to + o * kColumns + samples, to + (o + 1) * kColumns, 0.f);
}

CYCLO_TARGET void multiplyPacked(const InnerProductSize& size, std::ptrdiff_t panel, const float* inputs,
                                 std::ptrdiff_t step, const float* packed, float* diffWeights) {
    Tile sums = {};
    addProducts(inputs, 1, step, packed + panel * size.samples * kColumns, size.samples, sums);
    storeTile(sums, diffWeights, kColumns);
}

CYCLO_TARGET void multiplyTurned(const InnerProductSize& size, TileRange inputs, const float* weights,
                                 const float* turned, float* scratch, float* diffSrc) {
    const std::ptrdiff_t first = inputs.firstRow();
    for (std::ptrdiff_t group = 0; group * kColumns < size.samples; ++group) {
        for (std::ptrdiff_t tile = inputs.begin; tile < inputs.end; ++tile) {
            const std::ptrdiff_t input = firstRow(tile, size.in);
            Tile sums = {};
            for (std::ptrdiff_t panel = 0; panel * kColumns < size.out; ++panel)
                addProducts(weights + (panel * size.in + input) * kColumns, kColumns, 1,
                            turned + (group * size.out + panel * kColumns) * kColumns,
                            columnsOf(panel, size.out), sums);
            storeTile(sums, scratch + (input - first) * kColumns, kColumns);
        }
        transpose(scratch, kColumns, inputs.rows(size.in), columnsOf(group, size.samples),
                  diffSrc + group * kColumns * size.in + first, size.in);
    }
}

constexpr InnerProductKernels kKernels{kColumns, multiply, pack, turn, multiplyPacked, multiplyTurned};

#include "core/engine/ValueVectorsEnd.h"
