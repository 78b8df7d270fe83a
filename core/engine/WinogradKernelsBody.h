// SPDX-License-Identifier: GPL-3.0-or-later
// The steps of Winograd's algorithm, included once for each kind of vector unit and of stored value; no
// include guard. The transforms of tiles are here; those of one axis, and the products, are in files of their
// own.

#include "core/engine/OuterProductBody.h"

template <int Kernel> constexpr int kTile = winogradTile(Kernel);

/// A vector that crosses a cache line takes twice the time; so none does.
constexpr std::size_t kAligned = sizeof(Floats);

#include "core/engine/WinogradAxesBody.h"

/// A row of what the first half of a transform left in columns.
template <int kColumns, int kRows>
CYCLO_INLINE void takeRow(const Floats (&half)[kColumns][kRows], int row, Floats (&to)[kColumns]) {
    CYCLO_UNROLLED
    for (int x = 0; x < kColumns; ++x)
        to[x] = half[x][row];
}

CYCLO_INLINE void writePlanes(const Floats (&row)[6], float* to, std::ptrdiff_t plane) {
    CYCLO_UNROLLED
    for (int x = 0; x < 6; ++x)
        CYCLO_STORE(to + x * plane, row[x]);
}

#if CYCLO_LANES == 8
/// A mask whose first `count` lanes are set.
CYCLO_INLINE __m256i maskOfFirst(std::ptrdiff_t count) {
    return _mm256_cmpgt_epi32(_mm256_set1_epi32(static_cast<int>(count)),
                              _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7));
}
#endif

/// The channels of a place. Nothing is read behind the last.
CYCLO_INLINE Floats readPlace([[maybe_unused]] const TiledMap& map, const Value* from) {
#if CYCLO_LANES == 8
    if (map.lanes < kLanes) return _mm256_maskload_ps(from, maskOfFirst(map.lanes));
#endif
    return CYCLO_READ(from);
}

CYCLO_INLINE void writePlace([[maybe_unused]] const TiledMap& map, Value* to, const Floats& values) {
#if CYCLO_LANES == 8
    if (map.lanes < kLanes) return _mm256_maskstore_ps(to, maskOfFirst(map.lanes), values);
#endif
    CYCLO_WRITE(to, values);
}

/// The map with what is known when this is compiled.
template <bool kInBlocks> CYCLO_INLINE TiledMap known(TiledMap map) {
    if constexpr (kInBlocks) map.step = map.lanes = kLanes;
    return map;
}

/// A square of places of which some may lie outside of the map, where zeros are.
template <int kSize> struct Square {
    const Value* rows[kSize]; ///< from its first column on
    std::ptrdiff_t steps[kSize];
    std::ptrdiff_t left;
};

constexpr Value kZeros[kLanes] = {};

template <int kSize>
CYCLO_INLINE Square<kSize> squareAt(const TiledMap& map, const TilePlace& place, const Value* corner) {
    Square<kSize> square;
    square.left = place.x;
    for (int y = 0; y < kSize; ++y) {
        const bool inside = place.y + y >= 0 && place.y + y < map.height;
        square.rows[y] = inside ? corner + y * map.width * map.step : kZeros;
        square.steps[y] = inside ? map.step : 0;
    }
    return square;
}

template <int kSize>
CYCLO_INLINE void readColumn(const TiledMap& map, const Square<kSize>& square, int column,
                             Floats (&to)[kSize]) {
    const bool inside = square.left + column >= 0 && square.left + column < map.width;
    CYCLO_UNROLLED
    for (int y = 0; y < kSize; ++y)
        to[y] = inside ? readPlace(map, square.rows[y] + column * square.steps[y]) : Floats{};
}

/// Likewise of a square that lies inside.
template <int kSize>
CYCLO_INLINE void readColumn(const TiledMap& map, const Value* corner, int column, Floats (&to)[kSize]) {
    CYCLO_UNROLLED
    for (int y = 0; y < kSize; ++y)
        to[y] = readPlace(map, corner + (y * map.width + column) * map.step);
}

/// Where a place is, which may lie outside of the map.
CYCLO_INLINE const Value* placeIn(const TiledMap& map, const TilePlace& at, const Value* src) {
    return src + map.first + at.sample * map.sampleStep + (at.y * map.width + at.x) * map.step;
}

template <int kSize> CYCLO_INLINE bool liesInside(const TiledMap& map, const TilePlace& at) {
    return at.y >= 0 && at.x >= 0 && at.y + kSize <= map.height && at.x + kSize <= map.width;
}

template <typename Places>
CYCLO_INLINE void transformColumns(const TiledMap& map, const Places& places, Floats (&half)[6][6]) {
    CYCLO_UNROLLED
    for (int x = 0; x < 6; ++x) {
        Floats column[6];
        readColumn(map, places, x, column);
        transformSix(column, half[x]);
    }
}

template <int Kernel, bool kInBlocks>
CYCLO_TARGET void transformSource(const TiledMap& any, const TileRun& tiles, std::ptrdiff_t padding,
                                  const void* src, float* to, std::ptrdiff_t plane) {
    const TiledMap map = known<kInBlocks>(any);
    TilePlace place = tiles.first;
    for (std::ptrdiff_t t = 0; t < tiles.count; ++t) {
        const TilePlace at{place.sample, place.y - padding, place.x - padding};
        const Value* const corner = placeIn(map, at, static_cast<const Value*>(src));
        alignas(kAligned) Floats half[6][6];
        if (liesInside<6>(map, at))
            transformColumns(map, corner, half);
        else
            transformColumns(map, squareAt<6>(map, at, corner), half);
        CYCLO_UNROLLED
        for (int y = 0; y < 6; ++y) {
            Floats row[6], whole[6];
            takeRow(half, y, row);
            transformSix(row, whole);
            writePlanes(whole, to + t * kLanes + y * 6 * plane, plane);
        }
        tiles.meanwhile->fetch();
        place = tiles.next(place, kTile<Kernel>);
    }
}

template <int kSize, typename Places>
CYCLO_INLINE void spreadColumns(const TiledMap& map, const Places& places, Floats (&half)[kSize][6]) {
    CYCLO_UNROLLED
    for (int x = 0; x < kSize; ++x) {
        Floats column[kSize];
        readColumn(map, places, x, column);
        spreadResults(column, half[x]);
    }
}

template <int Kernel, bool kInBlocks>
CYCLO_TARGET void transformGradient(const TiledMap& any, const TileRun& tiles, const void* diffDst, float* to,
                                    std::ptrdiff_t plane) {
    constexpr int kSize = kTile<Kernel>;
    const TiledMap map = known<kInBlocks>(any);
    TilePlace at = tiles.first;
    for (std::ptrdiff_t t = 0; t < tiles.count; ++t) {
        const Value* const corner = placeIn(map, at, static_cast<const Value*>(diffDst));
        alignas(kAligned) Floats half[kSize][6];
        if (liesInside<kSize>(map, at))
            spreadColumns(map, corner, half);
        else
            spreadColumns(map, squareAt<kSize>(map, at, corner), half);
        CYCLO_UNROLLED
        for (int y = 0; y < 6; ++y) {
            Floats row[kSize], whole[6];
            takeRow(half, y, row);
            spreadResults(row, whole);
            writePlanes(whole, to + t * kLanes + y * 6 * plane, plane);
        }
        tiles.meanwhile->fetch();
        at = tiles.next(at, kSize);
    }
}

template <int Kernel, bool kInBlocks>
CYCLO_TARGET void transformResult(const TiledMap& any, const TileRun& tiles, const float* from,
                                  std::ptrdiff_t plane, const float* bias, bool relu, void* dst) {
    constexpr int kSize = kTile<Kernel>;
    const TiledMap map = known<kInBlocks>(any);
    alignas(kAligned) float plus[kLanes] = {};
    if (bias) std::copy_n(bias, map.lanes, plus);
    const Floats offset = CYCLO_LOAD(plus), floor = repeated(relu ? 0.f : -__builtin_inff());
    TilePlace at = tiles.first;
    for (std::ptrdiff_t t = 0; t < tiles.count; ++t) {
        alignas(kAligned) Floats half[6][kSize];
        CYCLO_UNROLLED
        for (int x = 0; x < 6; ++x) {
            Floats column[6];
            readVectors(from + t * kLanes + x * plane, 6 * plane, column);
            gatherResults(column, half[x]);
        }
        Value* const corner = static_cast<Value*>(dst) + map.first + at.sample * map.sampleStep +
                              (at.y * map.width + at.x) * map.step;
        CYCLO_UNROLLED
        for (int y = 0; y < kSize; ++y) {
            if (at.y + y >= map.height) break;
            Floats row[6], whole[kSize];
            takeRow(half, y, row);
            gatherResults(row, whole);
            CYCLO_UNROLLED
            for (int x = 0; x < kSize; ++x) {
                const Floats sum = whole[x] + offset, value = sum < floor ? floor : sum;
                if (at.x + x < map.width) writePlace(map, corner + (y * map.width + x) * map.step, value);
            }
        }
        tiles.meanwhile->fetch();
        at = tiles.next(at, kSize);
    }
}

template <int Kernel>
CYCLO_TARGET void transformWeights(const float* weights, std::ptrdiff_t weightStep, float* to,
                                   std::ptrdiff_t plane) {
    alignas(kAligned) Floats half[Kernel][6];
    CYCLO_UNROLLED
    for (int x = 0; x < Kernel; ++x) {
        Floats column[Kernel];
        readVectors(weights + x * weightStep, Kernel * weightStep, column);
        spreadWeights<Kernel>(column, half[x]);
    }
    CYCLO_UNROLLED
    for (int y = 0; y < 6; ++y) {
        Floats row[Kernel], whole[6];
        takeRow(half, y, row);
        spreadWeights<Kernel>(row, whole);
        writePlanes(whole, to + y * 6 * plane, plane);
    }
}

template <int Kernel>
CYCLO_TARGET void transformWeightsBack(const float* from, std::ptrdiff_t plane, float* diffWeights,
                                       std::ptrdiff_t weightStep) {
    alignas(kAligned) Floats half[6][Kernel];
    CYCLO_UNROLLED
    for (int x = 0; x < 6; ++x) {
        Floats column[6];
        readVectors(from + x * plane, 6 * plane, column);
        gatherWeights<Kernel>(column, half[x]);
    }
    CYCLO_UNROLLED
    for (int y = 0; y < Kernel; ++y) {
        Floats row[6], whole[Kernel];
        takeRow(half, y, row);
        gatherWeights<Kernel>(row, whole);
        CYCLO_UNROLLED
        for (int x = 0; x < Kernel; ++x)
            CYCLO_STORE(diffWeights + (y * Kernel + x) * weightStep, whole[x]);
    }
}

#include "core/engine/WinogradProductsBody.h"

CYCLO_TARGET void sumPlaces(const TiledMap& map, std::ptrdiff_t samples, const void* values, float* sums) {
    Floats total{};
    for (std::ptrdiff_t n = 0; n < samples; ++n) {
        const Value* const first = static_cast<const Value*>(values) + map.first + n * map.sampleStep;
        Floats ofSample{};
        for (std::ptrdiff_t i = 0; i < map.height * map.width; ++i)
            ofSample += readPlace(map, first + i * map.step);
        total += ofSample;
    }
    std::copy_n(reinterpret_cast<const float*>(&total), map.lanes, sums);
}

template <int Kernel, bool kInBlocks>
constexpr WinogradKernels kKernels{kLanes,
                                   sizeof(Value),
                                   transformSource<Kernel, kInBlocks>,
                                   transformGradient<Kernel, kInBlocks>,
                                   transformResult<Kernel, kInBlocks>,
                                   transformWeights<Kernel>,
                                   transformWeightsBack<Kernel>,
                                   multiply,
                                   addProducts,
                                   sumPlaces};

template <bool kInBlocks> const WinogradKernels* kernelsFor(std::ptrdiff_t kernel) {
    return kernel == 3 ? &kKernels<3, kInBlocks> : kernel == 5 ? &kKernels<5, kInBlocks> : nullptr;
}

#include "core/engine/ValueVectorsEnd.h"
