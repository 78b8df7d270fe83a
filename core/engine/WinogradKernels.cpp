// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/WinogradKernels.h"

#include "core/engine/Processor.h"

#if defined(__x86_64__)
#include "core/engine/Avx2.h"
#endif

#include <algorithm>

namespace cyclo::engine {

#if defined(__x86_64__)

namespace {

template <int Kernel> constexpr int kTile = winogradTile(Kernel);

// One axis of each transform, from vectors that are `step` vectors apart.

/// B', six places of the source.
CYCLO_INLINE void transformSix(const Floats* from, std::ptrdiff_t step, Floats (&to)[6]) {
    const Floats d0 = from[0], d1 = from[step], d2 = from[2 * step], d3 = from[3 * step], d4 = from[4 * step],
                 d5 = from[5 * step];
    const Floats even = d4 - 4.f * d2, odd = d3 - 4.f * d1, outer = d4 - d2, inner = 2.f * (d3 - d1);
    to[0] = 4.f * d0 - 5.f * d2 + d4;
    to[1] = even + odd;
    to[2] = even - odd;
    to[3] = outer + inner;
    to[4] = outer - inner;
    to[5] = 4.f * d1 - 5.f * d3 + d5;
}

/// A, results to six: four of a 3x3 kernel, two of a 5x5.
template <int Kernel>
CYCLO_INLINE void spreadResults(const Floats* from, std::ptrdiff_t step, Floats (&to)[6]) {
    const Floats d0 = from[0], d1 = from[step];
    if constexpr (Kernel == 3) {
        const Floats d2 = from[2 * step], d3 = from[3 * step];
        const Floats even = d0 + d2, odd = d1 + d3, outer = d0 + 4.f * d2, inner = 2.f * d1 + 8.f * d3;
        to[1] = even + odd;
        to[2] = even - odd;
        to[3] = outer + inner;
        to[4] = outer - inner;
        to[5] = d3;
    } else {
        to[1] = d0 + d1;
        to[2] = d0 - d1;
        to[3] = d0 + 2.f * d1;
        to[4] = d0 - 2.f * d1;
        to[5] = d1;
    }
    to[0] = d0;
}

/// A', six products to results.
template <int Kernel>
CYCLO_INLINE void gatherResults(const Floats* from, std::ptrdiff_t step, Floats (&to)[kTile<Kernel>]) {
    const Floats m1 = from[step], m2 = from[2 * step], m3 = from[3 * step], m4 = from[4 * step];
    const Floats near = m1 + m2, nearOdd = m1 - m2, far = m3 + m4, farOdd = m3 - m4;
    to[0] = from[0] + near + far;
    if constexpr (Kernel == 3) {
        to[1] = nearOdd + 2.f * farOdd;
        to[2] = near + 4.f * far;
        to[3] = nearOdd + 8.f * farOdd + from[5 * step];
    } else {
        to[1] = nearOdd + 2.f * farOdd + from[5 * step];
    }
}

/// G, weights to six.
template <int Kernel>
CYCLO_INLINE void spreadWeights(const Floats* from, std::ptrdiff_t step, Floats (&to)[6]) {
    const Floats g0 = from[0], g1 = from[step], g2 = from[2 * step];
    Floats near = g0 + g2, nearOdd = g1, far = g0 + 4.f * g2, farOdd = 2.f * g1;
    if constexpr (Kernel == 5) {
        const Floats g3 = from[3 * step], g4 = from[4 * step];
        near += g4;
        nearOdd += g3;
        far += 16.f * g4;
        farOdd += 8.f * g3;
    }
    to[0] = g0 * 0.25f;
    to[1] = (near + nearOdd) * (-1.f / 6);
    to[2] = (near - nearOdd) * (-1.f / 6);
    to[3] = (far + farOdd) * (1.f / 24);
    to[4] = (far - farOdd) * (1.f / 24);
    to[5] = from[(Kernel - 1) * step];
}

/// G', six sums to weights.
template <int Kernel>
CYCLO_INLINE void gatherWeights(const Floats* from, std::ptrdiff_t step, Floats (&to)[Kernel]) {
    const Floats m1 = from[step], m2 = from[2 * step], m3 = from[3 * step], m4 = from[4 * step];
    const Floats near = (m1 + m2) * (-1.f / 6), nearOdd = (m1 - m2) * (-1.f / 6);
    const Floats far = (m3 + m4) * (1.f / 24), farOdd = (m3 - m4) * (1.f / 24);
    to[0] = from[0] * 0.25f + near + far;
    to[1] = nearOdd + 2.f * farOdd;
    to[2] = near + 4.f * far;
    if constexpr (Kernel == 5) {
        to[3] = nearOdd + 8.f * farOdd;
        to[4] = near + 16.f * far;
    }
    to[Kernel - 1] += from[5 * step];
}

/// Places of a block of channels, a vector each.
struct Square {
    const Floats* first;
    std::ptrdiff_t row; ///< vectors from one row to the next
};

/// The square of this size at `at`: in the map itself where it has all of it, else in `copy`, with zeros
/// where it does not reach.
CYCLO_INLINE Square squareAt(const TiledMap& map, const TilePlace& at, std::ptrdiff_t size, const float* from,
                             Floats* copy) {
    const Floats* const corner = vectorsAt(from) + at.y * map.width + at.x;
    if (at.y >= 0 && at.x >= 0 && at.y + size <= map.height && at.x + size <= map.width)
        return {corner, map.width};
    for (std::ptrdiff_t y = 0; y < size; ++y)
        for (std::ptrdiff_t x = 0; x < size; ++x) {
            const bool inside =
                at.y + y >= 0 && at.y + y < map.height && at.x + x >= 0 && at.x + x < map.width;
            copy[y * size + x] = inside ? corner[y * map.width + x] : Floats{};
        }
    return {copy, size};
}

CYCLO_AVX2 void transformSource(TiledMap map, TilePlace at, const float* src, float* to,
                                std::ptrdiff_t plane) {
    Floats copy[36], half[6][6];
    const Square square = squareAt(map, at, 6, src, copy);
    for (int x = 0; x < 6; ++x)
        transformSix(square.first + x, square.row, half[x]);
    for (int y = 0; y < 6; ++y) {
        Floats whole[6];
        transformSix(&half[0][y], 6, whole);
        for (int x = 0; x < 6; ++x)
            store(to + (y * 6 + x) * plane, whole[x]);
    }
}

template <int Kernel>
CYCLO_AVX2 void transformGradient(TiledMap map, TilePlace at, const float* diffDst, float* to,
                                  std::ptrdiff_t plane) {
    constexpr int kSize = kTile<Kernel>;
    Floats copy[kSize * kSize], half[kSize][6];
    const Square square = squareAt(map, at, kSize, diffDst, copy);
    for (int x = 0; x < kSize; ++x)
        spreadResults<Kernel>(square.first + x, square.row, half[x]);
    for (int y = 0; y < 6; ++y) {
        Floats whole[6];
        spreadResults<Kernel>(&half[0][y], 6, whole);
        for (int x = 0; x < 6; ++x)
            store(to + (y * 6 + x) * plane, whole[x]);
    }
}

template <int Kernel>
CYCLO_AVX2 void transformResult(TiledMap map, TilePlace at, const float* from, std::ptrdiff_t plane,
                                const float* bias, bool relu, float* dst) {
    constexpr int kSize = kTile<Kernel>;
    const Floats plus = bias ? *vectorsAt(bias) : Floats{};
    const Floats floor = repeated(relu ? 0.f : -__builtin_inff());
    Floats half[6][kSize];
    for (int x = 0; x < 6; ++x) {
        Floats column[6];
        for (int y = 0; y < 6; ++y)
            column[y] = *vectorsAt(from + (y * 6 + x) * plane);
        gatherResults<Kernel>(column, 1, half[x]);
    }
    const std::ptrdiff_t rows = std::min<std::ptrdiff_t>(kSize, map.height - at.y);
    const std::ptrdiff_t columns = std::min<std::ptrdiff_t>(kSize, map.width - at.x);
    for (std::ptrdiff_t y = 0; y < rows; ++y) {
        Floats whole[kSize];
        gatherResults<Kernel>(&half[0][y], kSize, whole);
        float* const row = dst + ((at.y + y) * map.width + at.x) * kWinogradBlock;
        for (std::ptrdiff_t x = 0; x < columns; ++x) {
            const Floats value = whole[x] + plus;
            store(row + x * kWinogradBlock, value < floor ? floor : value);
        }
    }
}

template <int Kernel>
CYCLO_AVX2 void transformWeights(const float* weights, std::ptrdiff_t weightStep, float* to,
                                 std::ptrdiff_t plane) {
    Floats half[Kernel][6];
    for (int x = 0; x < Kernel; ++x) {
        Floats column[Kernel];
        for (int y = 0; y < Kernel; ++y)
            column[y] = *vectorsAt(weights + (y * Kernel + x) * weightStep);
        spreadWeights<Kernel>(column, 1, half[x]);
    }
    for (int y = 0; y < 6; ++y) {
        Floats whole[6];
        spreadWeights<Kernel>(&half[0][y], 6, whole);
        for (int x = 0; x < 6; ++x)
            store(to + (y * 6 + x) * plane, whole[x]);
    }
}

template <int Kernel>
CYCLO_AVX2 void transformWeightsBack(const float* from, std::ptrdiff_t plane, float* diffWeights,
                                     std::ptrdiff_t weightStep) {
    Floats half[6][Kernel];
    for (int x = 0; x < 6; ++x) {
        Floats column[6];
        for (int y = 0; y < 6; ++y)
            column[y] = *vectorsAt(from + (y * 6 + x) * plane);
        gatherWeights<Kernel>(column, 1, half[x]);
    }
    for (int y = 0; y < Kernel; ++y) {
        Floats whole[Kernel];
        gatherWeights<Kernel>(&half[0][y], Kernel, whole);
        for (int x = 0; x < Kernel; ++x)
            store(diffWeights + (y * Kernel + x) * weightStep, whole[x]);
    }
}

CYCLO_AVX2 void multiply(const WinogradProduct& size, const float* src, const float* weights,
                         float* products) {
    for (std::ptrdiff_t o = 0; o < size.dst; o += kWinogradColumns)
        for (std::ptrdiff_t t = 0; t < size.tiles; t += kWinogradRows) {
            Floats sums[kWinogradRows][2] = {};
            engine::addProducts({src + t * size.src, size.src, 1}, {weights + o * size.src, kWinogradColumns},
                                size.src, sums);
            storeTile(sums, products + t * size.dst + o, size.dst);
        }
}

CYCLO_AVX2 void addProducts(const WinogradProduct& size, const float* src, const float* diffDst,
                            float* sums) {
    constexpr std::ptrdiff_t kRows = 4; // eight sums, which hide the latency of an addition
    for (std::ptrdiff_t o = 0; o < size.dst; o += kWinogradColumns)
        for (std::ptrdiff_t c = 0; c < size.src; c += kRows) {
            float* const to = sums + c * size.dst + o;
            Floats sum[kRows][2];
            for (std::ptrdiff_t r = 0; r < kRows; ++r) {
                sum[r][0] = *vectorsAt(to + r * size.dst);
                sum[r][1] = *vectorsAt(to + r * size.dst + kFloats);
            }
            engine::addProducts({src + c, 1, size.src}, {diffDst + o, size.dst}, size.tiles, sum);
            storeTile(sum, to, size.dst);
        }
}

template <int Kernel>
constexpr WinogradKernels kKernels{transformSource,
                                   transformGradient<Kernel>,
                                   transformResult<Kernel>,
                                   transformWeights<Kernel>,
                                   transformWeightsBack<Kernel>,
                                   multiply,
                                   addProducts};

} // namespace

const WinogradKernels* winogradKernels(std::ptrdiff_t kernel) {
    if (!hasAvx2AndFma() || (kernel != 3 && kernel != 5)) return nullptr;
    return kernel == 3 ? &kKernels<3> : &kKernels<5>;
}

#else

const WinogradKernels* winogradKernels(std::ptrdiff_t) {
    return nullptr;
}

#endif

} // namespace cyclo::engine
