// SPDX-License-Identifier: GPL-3.0-or-later
// Included by MaxKernels.cpp once for each kind of vector unit and of stored value, inside a namespace of its
// own; no include guard. Plain functions only: templates would be compiled for the default unit.

#include "core/engine/ValueVectorsBody.h"

/// The largest values of a window, of as many channels as a vector has lanes.
inline void largestOfMany(const MaxWindows& w, Span rows, Span columns, const Value* first, Value* dst,
                          MaxPlace* places) {
    Floats best = Floats{} - __builtin_inff();
    Mask place = Mask{} + static_cast<int>(rows.begin * w.kernelSize + columns.begin);
    for (std::ptrdiff_t i = rows.begin; i < rows.end; ++i) {
        Mask here = Mask{} + static_cast<int>(i * w.kernelSize + columns.begin);
        for (std::ptrdiff_t j = columns.begin; j < columns.end; ++j, here += 1) {
            const Floats value = CYCLO_READ(first + (i * w.srcWidth + j) * w.width);
            const Mask takes = (value > best) | (value != value);
            best = takes ? value : best;
            place = takes ? here : place;
        }
    }
    CYCLO_WRITE(dst, best);
    *reinterpret_cast<Halves*>(places) = __builtin_convertvector(place, Halves);
}

inline void largestOfOne(const MaxWindows& w, Span rows, Span columns, const Value* first, Value* dst,
                         MaxPlace* places) {
    float best = -__builtin_inff();
    auto place = static_cast<MaxPlace>(rows.begin * w.kernelSize + columns.begin);
    for (std::ptrdiff_t i = rows.begin; i < rows.end; ++i)
        for (std::ptrdiff_t j = columns.begin; j < columns.end; ++j) {
            const float value = first[(i * w.srcWidth + j) * w.width];
            if (!(value > best) && value == value) continue;
            best = value;
            place = static_cast<MaxPlace>(i * w.kernelSize + j);
        }
    *dst = Value(best);
    *places = place;
}

/// Where the lanes do not divide the channels of a block, the last channels overlap those before them.
void maxForward(const MaxWindows& w, const Value* src, Value* dst, MaxPlace* places) {
    for (std::ptrdiff_t oy = 0; oy < w.dstHeight; ++oy)
        for (std::ptrdiff_t ox = 0; ox < w.dstWidth; ++ox, dst += w.width, places += w.width) {
            const Span rows = insideOf(w, oy, w.srcHeight), columns = insideOf(w, ox, w.srcWidth);
            const std::ptrdiff_t top = oy * w.stride - w.padding, left = ox * w.stride - w.padding;
            const Value* first = src + (top * w.srcWidth + left) * w.width;
            std::ptrdiff_t c = 0;
            for (; c + kLanes <= w.width; c += kLanes)
                largestOfMany(w, rows, columns, first + c, dst + c, places + c);
            if (c < w.width && w.width >= kLanes) {
                c = w.width - kLanes;
                largestOfMany(w, rows, columns, first + c, dst + c, places + c);
                continue;
            }
            for (; c < w.width; ++c)
                largestOfOne(w, rows, columns, first + c, dst + c, places + c);
        }
}

/// Hands what arrives at a window to its places, of as many channels as a vector has lanes.
inline void scatterMany(const MaxWindows& w, const Value* diffDst, const MaxPlace* places, Value* diffSrc) {
    const Floats arriving = CYCLO_READ(diffDst);
    const Mask taken = reinterpret_cast<Mask>(CYCLO_WIDENED(places));
    int place = 0;
    for (std::ptrdiff_t i = 0; i < w.kernelSize; ++i)
        for (std::ptrdiff_t j = 0; j < w.kernelSize; ++j, ++place)
            CYCLO_WRITE(diffSrc + (i * w.srcWidth + j) * w.width,
                        taken == Mask{} + place ? arriving : Floats{});
}

/// For windows that tile the source, of at least kLanes channels: several times as fast as to gather.
inline void scatter(const MaxWindows& w, const Value* diffDst, const MaxPlace* places, Value* diffSrc) {
    for (std::ptrdiff_t oy = 0; oy < w.dstHeight; ++oy)
        for (std::ptrdiff_t ox = 0; ox < w.dstWidth; ++ox, diffDst += w.width, places += w.width) {
            Value* first = diffSrc + (oy * w.srcWidth + ox) * w.stride * w.width;
            std::ptrdiff_t c = 0;
            for (; c + kLanes <= w.width; c += kLanes)
                scatterMany(w, diffDst + c, places + c, first + c);
            if (c == w.width) continue;
            c = w.width - kLanes;
            scatterMany(w, diffDst + c, places + c, first + c);
        }
}

/// Windows over one place of the source, and the place that it is in the first of them.
struct Takers {
    Span rows, columns;
    std::ptrdiff_t y, x;
};

inline int placeIn(const MaxWindows& w, const Takers& takers, std::ptrdiff_t oy, std::ptrdiff_t ox) {
    return static_cast<int>((takers.y - oy * w.stride) * w.kernelSize + takers.x - ox * w.stride);
}

inline void gatherMany(const MaxWindows& w, const Takers& takers, const Value* diffDst,
                       const MaxPlace* places, Value* diffSrc) {
    Floats sum{};
    for (std::ptrdiff_t oy = takers.rows.begin; oy < takers.rows.end; ++oy)
        for (std::ptrdiff_t ox = takers.columns.begin; ox < takers.columns.end; ++ox) {
            const std::ptrdiff_t at = (oy * w.dstWidth + ox) * w.width;
            const Mask taken =
                reinterpret_cast<Mask>(CYCLO_WIDENED(places + at)) == Mask{} + placeIn(w, takers, oy, ox);
            sum += taken ? CYCLO_READ(diffDst + at) : Floats{};
        }
    CYCLO_WRITE(diffSrc, sum);
}

inline void gatherOne(const MaxWindows& w, const Takers& takers, const Value* diffDst, const MaxPlace* places,
                      Value* diffSrc) {
    float sum = 0;
    for (std::ptrdiff_t oy = takers.rows.begin; oy < takers.rows.end; ++oy)
        for (std::ptrdiff_t ox = takers.columns.begin; ox < takers.columns.end; ++ox) {
            const std::ptrdiff_t at = (oy * w.dstWidth + ox) * w.width;
            if (places[at] == placeIn(w, takers, oy, ox)) sum += diffDst[at];
        }
    *diffSrc = Value(sum);
}

void maxBackward(const MaxWindows& w, const Value* diffDst, const MaxPlace* places, Value* diffSrc) {
    if (tile(w) && w.width >= kLanes) return scatter(w, diffDst, places, diffSrc);
    for (std::ptrdiff_t y = 0; y < w.srcHeight; ++y)
        for (std::ptrdiff_t x = 0; x < w.srcWidth; ++x, diffSrc += w.width) {
            const Takers takers{windowsOver(w, y, w.dstHeight), windowsOver(w, x, w.dstWidth), y + w.padding,
                                x + w.padding};
            std::ptrdiff_t c = 0;
            for (; c + kLanes <= w.width; c += kLanes)
                gatherMany(w, takers, diffDst + c, places + c, diffSrc + c);
            if (c < w.width && w.width >= kLanes) {
                c = w.width - kLanes;
                gatherMany(w, takers, diffDst + c, places + c, diffSrc + c);
                continue;
            }
            for (; c < w.width; ++c)
                gatherOne(w, takers, diffDst + c, places + c, diffSrc + c);
        }
}

constexpr MaxKernels<Value> kKernels{maxForward, maxBackward};

#include "core/engine/ValueVectorsEnd.h"
