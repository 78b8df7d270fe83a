// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/WinogradKernels.h"

#include "core/engine/Avx2.h"
#include "core/engine/Processor.h"

#include <algorithm>

namespace cyclo::engine {

#if defined(__x86_64__)

namespace {

template <int Kernel> constexpr int kTile = winogradTile(Kernel);

// One axis of each transform, from vectors that are `step` floats apart.

CYCLO_INLINE const Floats& at(const float* from) {
    return *vectorsAt(from);
}

/// B', six places of the source.
CYCLO_INLINE void transformSix(const float* from, std::ptrdiff_t step, Floats (&to)[6]) {
    const Floats d0 = at(from), d1 = at(from + step), d2 = at(from + 2 * step), d3 = at(from + 3 * step),
                 d4 = at(from + 4 * step), d5 = at(from + 5 * step);
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
CYCLO_INLINE void spreadResults(const float* from, std::ptrdiff_t step, Floats (&to)[6]) {
    const Floats d0 = at(from), d1 = at(from + step);
    if constexpr (Kernel == 3) {
        const Floats d2 = at(from + 2 * step), d3 = at(from + 3 * step);
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
CYCLO_INLINE void gatherResults(const float* from, std::ptrdiff_t step, Floats (&to)[kTile<Kernel>]) {
    const Floats m1 = at(from + step), m2 = at(from + 2 * step), m3 = at(from + 3 * step),
                 m4 = at(from + 4 * step);
    const Floats near = m1 + m2, nearOdd = m1 - m2, far = m3 + m4, farOdd = m3 - m4;
    to[0] = at(from) + near + far;
    if constexpr (Kernel == 3) {
        to[1] = nearOdd + 2.f * farOdd;
        to[2] = near + 4.f * far;
        to[3] = nearOdd + 8.f * farOdd + at(from + 5 * step);
    } else {
        to[1] = nearOdd + 2.f * farOdd + at(from + 5 * step);
    }
}

/// G, weights to six.
template <int Kernel>
CYCLO_INLINE void spreadWeights(const float* from, std::ptrdiff_t step, Floats (&to)[6]) {
    const Floats g0 = at(from), g1 = at(from + step), g2 = at(from + 2 * step);
    Floats near = g0 + g2, nearOdd = g1, far = g0 + 4.f * g2, farOdd = 2.f * g1;
    if constexpr (Kernel == 5) {
        const Floats g3 = at(from + 3 * step), g4 = at(from + 4 * step);
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
    to[5] = at(from + (Kernel - 1) * step);
}

/// G', six sums to weights.
template <int Kernel>
CYCLO_INLINE void gatherWeights(const float* from, std::ptrdiff_t step, Floats (&to)[Kernel]) {
    const Floats m1 = at(from + step), m2 = at(from + 2 * step), m3 = at(from + 3 * step),
                 m4 = at(from + 4 * step);
    const Floats near = (m1 + m2) * (-1.f / 6), nearOdd = (m1 - m2) * (-1.f / 6);
    const Floats far = (m3 + m4) * (1.f / 24), farOdd = (m3 - m4) * (1.f / 24);
    to[0] = at(from) * 0.25f + near + far;
    to[1] = nearOdd + 2.f * farOdd;
    to[2] = near + 4.f * far;
    if constexpr (Kernel == 5) {
        to[3] = nearOdd + 8.f * farOdd;
        to[4] = near + 16.f * far;
    }
    to[Kernel - 1] += at(from + 5 * step);
}

/// Places of a block of channels, a vector each.
struct Square {
    const float* first;
    std::ptrdiff_t row;    ///< floats from one row to the next
    std::ptrdiff_t column; ///< likewise
};

/// The map with what is known when this is compiled.
template <bool kInBlocks> CYCLO_INLINE TiledMap known(TiledMap map) {
    if constexpr (kInBlocks) map.step = map.lanes = kFloats;
    return map;
}

/// The square of this size at `place`: in the map itself where it has all of it, else in `copy`, with zeros
/// where it does not reach.
CYCLO_INLINE Square squareAt(const TiledMap& map, const TilePlace& place, std::ptrdiff_t size,
                             const float* from, Floats* copy) {
    const std::ptrdiff_t row = map.width * map.step;
    const float* const corner = from + place.y * row + place.x * map.step;
    if (map.lanes == kFloats && place.y >= 0 && place.x >= 0 && place.y + size <= map.height &&
        place.x + size <= map.width)
        return {corner, row, map.step};
    for (std::ptrdiff_t y = 0; y < size; ++y)
        for (std::ptrdiff_t x = 0; x < size; ++x) {
            const bool inside =
                place.y + y >= 0 && place.y + y < map.height && place.x + x >= 0 && place.x + x < map.width;
            const float* const value = corner + y * row + x * map.step;
            copy[y * size + x] = !inside                ? Floats{}
                                 : map.lanes == kFloats ? at(value)
                                                        : firstOf(value, map.lanes);
        }
    return {reinterpret_cast<const float*>(copy), size * kFloats, kFloats};
}

/// The column of a transformed half that the other half is made of.
template <int kRows, int kColumns>
CYCLO_INLINE const float* columnOf(const Floats (&half)[kRows][kColumns], std::ptrdiff_t column) {
    return reinterpret_cast<const float*>(&half[0][column]);
}

template <bool kInBlocks>
CYCLO_AVX2 void transformSource(TiledMap any, TilePlace place, const float* src, float* to,
                                std::ptrdiff_t plane) {
    const TiledMap map = known<kInBlocks>(any);
    Floats copy[36], half[6][6];
    const Square square = squareAt(map, place, 6, src, copy);
    for (int x = 0; x < 6; ++x)
        transformSix(square.first + x * square.column, square.row, half[x]);
    for (int y = 0; y < 6; ++y) {
        Floats whole[6];
        transformSix(columnOf(half, y), 6 * kFloats, whole);
        for (int x = 0; x < 6; ++x)
            store(to + (y * 6 + x) * plane, whole[x]);
    }
}

template <int Kernel, bool kInBlocks>
CYCLO_AVX2 void transformGradient(TiledMap any, TilePlace place, const float* diffDst, float* to,
                                  std::ptrdiff_t plane) {
    constexpr int kSize = kTile<Kernel>;
    const TiledMap map = known<kInBlocks>(any);
    Floats copy[kSize * kSize], half[kSize][6];
    const Square square = squareAt(map, place, kSize, diffDst, copy);
    for (int x = 0; x < kSize; ++x)
        spreadResults<Kernel>(square.first + x * square.column, square.row, half[x]);
    for (int y = 0; y < 6; ++y) {
        Floats whole[6];
        spreadResults<Kernel>(columnOf(half, y), 6 * kFloats, whole);
        for (int x = 0; x < 6; ++x)
            store(to + (y * 6 + x) * plane, whole[x]);
    }
}

template <int Kernel, bool kInBlocks>
CYCLO_AVX2 void transformResult(TiledMap any, TilePlace place, const float* from, std::ptrdiff_t plane,
                                const float* bias, bool relu, float* dst) {
    constexpr int kSize = kTile<Kernel>;
    const TiledMap map = known<kInBlocks>(any);
    const Floats plus = bias ? firstOf(bias, map.lanes) : Floats{};
    const Floats floor = repeated(relu ? 0.f : -__builtin_inff());
    Floats half[6][kSize];
    for (int x = 0; x < 6; ++x)
        gatherResults<Kernel>(from + x * plane, 6 * plane, half[x]);
    const std::ptrdiff_t rows = std::min<std::ptrdiff_t>(kSize, map.height - place.y);
    const std::ptrdiff_t columns = std::min<std::ptrdiff_t>(kSize, map.width - place.x);
    for (std::ptrdiff_t y = 0; y < rows; ++y) {
        Floats whole[kSize];
        gatherResults<Kernel>(columnOf(half, y), kSize * kFloats, whole);
        float* const row = dst + ((place.y + y) * map.width + place.x) * map.step;
        for (std::ptrdiff_t x = 0; x < columns; ++x) {
            const Floats sum = whole[x] + plus, value = sum < floor ? floor : sum;
            map.lanes == kFloats ? store(row + x * map.step, value)
                                 : storeFirst(row + x * map.step, value, map.lanes);
        }
    }
}

template <int Kernel>
CYCLO_AVX2 void transformWeights(const float* weights, std::ptrdiff_t weightStep, float* to,
                                 std::ptrdiff_t plane) {
    Floats half[Kernel][6];
    for (int x = 0; x < Kernel; ++x)
        spreadWeights<Kernel>(weights + x * weightStep, Kernel * weightStep, half[x]);
    for (int y = 0; y < 6; ++y) {
        Floats whole[6];
        spreadWeights<Kernel>(columnOf(half, y), 6 * kFloats, whole);
        for (int x = 0; x < 6; ++x)
            store(to + (y * 6 + x) * plane, whole[x]);
    }
}

template <int Kernel>
CYCLO_AVX2 void transformWeightsBack(const float* from, std::ptrdiff_t plane, float* diffWeights,
                                     std::ptrdiff_t weightStep) {
    Floats half[6][Kernel];
    for (int x = 0; x < 6; ++x)
        gatherWeights<Kernel>(from + x * plane, 6 * plane, half[x]);
    for (int y = 0; y < Kernel; ++y) {
        Floats whole[Kernel];
        gatherWeights<Kernel>(columnOf(half, y), Kernel * kFloats, whole);
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

template <int Kernel, bool kInBlocks>
constexpr WinogradKernels kKernels{transformSource<kInBlocks>,
                                   transformGradient<Kernel, kInBlocks>,
                                   transformResult<Kernel, kInBlocks>,
                                   transformWeights<Kernel>,
                                   transformWeightsBack<Kernel>,
                                   multiply,
                                   addProducts};

template <int Kernel> const WinogradKernels* kernelsFor(MapLayout layout) {
    return layout == MapLayout::Blocked ? &kKernels<Kernel, true> : &kKernels<Kernel, false>;
}

} // namespace

const WinogradKernels* winogradKernels(std::ptrdiff_t kernel, MapLayout layout) {
    if (!hasAvx2AndFma() || (kernel != 3 && kernel != 5)) return nullptr;
    return kernel == 3 ? kernelsFor<3>(layout) : kernelsFor<5>(layout);
}

#else

const WinogradKernels* winogradKernels(std::ptrdiff_t, MapLayout) {
    return nullptr;
}

#endif

} // namespace cyclo::engine
