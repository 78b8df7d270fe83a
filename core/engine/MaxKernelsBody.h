// SPDX-License-Identifier: GPL-3.0-or-later
// Included through EachVectorUnit.h once for each kind of vector unit and of stored value; no include guard.
// Plain functions only: templates would be compiled for the default unit.

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

/// Adds what arrives at a window to the sums of its places, of as many channels as a vector has lanes.
inline void addMany(const MaxWindows& w, Span rows, Span columns, const Value* diffDst,
                    const MaxPlace* places, float* first) {
    const Floats arriving = CYCLO_READ(diffDst);
    const Mask taken = reinterpret_cast<Mask>(CYCLO_WIDENED(places));
    for (std::ptrdiff_t i = rows.begin; i < rows.end; ++i) {
        Mask here = Mask{} + static_cast<int>(i * w.kernelSize + columns.begin);
        for (std::ptrdiff_t j = columns.begin; j < columns.end; ++j, here += 1) {
            float* sum = first + (i * w.srcWidth + j) * w.width;
            CYCLO_STORE(sum, CYCLO_LOAD(sum) + (taken == here ? arriving : Floats{}));
        }
    }
}

inline void addOne(const MaxWindows& w, const Value* diffDst, const MaxPlace* place, float* first) {
    first[(*place / w.kernelSize * w.srcWidth + *place % w.kernelSize) * w.width] += *diffDst;
}

void maxBackward(const MaxWindows& w, const Value* diffDst, const MaxPlace* places, float* scratch,
                 Value* diffSrc) {
    if (tile(w) && w.width >= kLanes) return scatter(w, diffDst, places, diffSrc);
    const std::ptrdiff_t size = w.srcHeight * w.srcWidth * w.width;
#ifdef CYCLO_BF16
    float* const sums = scratch;
#else
    float* const sums = diffSrc;
    (void)scratch;
#endif
    std::fill_n(sums, size, 0.f);
    for (std::ptrdiff_t oy = 0; oy < w.dstHeight; ++oy)
        for (std::ptrdiff_t ox = 0; ox < w.dstWidth; ++ox, diffDst += w.width, places += w.width) {
            const Span rows = insideOf(w, oy, w.srcHeight), columns = insideOf(w, ox, w.srcWidth);
            const std::ptrdiff_t top = oy * w.stride - w.padding, left = ox * w.stride - w.padding;
            float* first = sums + (top * w.srcWidth + left) * w.width;
            std::ptrdiff_t c = 0;
            for (; c + kLanes <= w.width; c += kLanes)
                addMany(w, rows, columns, diffDst + c, places + c, first + c);
            for (; c < w.width; ++c)
                addOne(w, diffDst + c, places + c, first + c);
        }
#ifdef CYCLO_BF16
    std::ptrdiff_t i = 0;
    for (; i + kLanes <= size; i += kLanes)
        CYCLO_WRITE(diffSrc + i, CYCLO_LOAD(sums + i));
    for (; i < size; ++i)
        diffSrc[i] = Value(sums[i]);
#endif
}

constexpr MaxKernels<Value> kKernels{maxForward, maxBackward};

#include "core/engine/ValueVectorsEnd.h"
