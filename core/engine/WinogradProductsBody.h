// SPDX-License-Identifier: GPL-3.0-or-later
// The products of matrices between Winograd's transforms, for WinogradKernelsBody.h; no include guard.

constexpr std::ptrdiff_t kVectors = kWinogradColumns / kLanes; ///< of a row of a panel

/// Panels that are worked on together, so that a value is read but once for them. Sixteen lanes would read as
/// many values as they make products otherwise, and Cascade Lake can do no more of the one than of the other:
/// wrn16-4 is 1.07 times as fast there.
constexpr int kPanelsAtOnce = kLanes == 8 ? 1 : 2;

/// Panels that follow each other.
template <int kPanels>
CYCLO_INLINE void multiplyPanels(const WinogradProduct& size, std::ptrdiff_t panel, const float* src,
                                 const float* weights, float* products) {
    constexpr int kRows = kLanes == 8 ? 6 : 12; // with what they are sums of, they fill the registers
    static_assert(kWinogradRows % kRows == 0);
    constexpr int kAll = kPanels * kVectors;
    const std::ptrdiff_t panelSize = size.blocks * kLanes * kWinogradColumns;
    for (std::ptrdiff_t t = 0; t < size.tiles; t += kRows) {
        if (t % kWinogradRows == 0)
            for (int p = 0; p < kPanels; ++p)
                size.meanwhile->fetch();
        Floats sums[kRows][kAll] = {};
        const float* row = weights + panel * panelSize;
        for (std::ptrdiff_t block = 0; block < size.blocks; ++block)
            for (std::ptrdiff_t i = 0; i < kLanes; ++i, row += kWinogradColumns) {
                Floats columns[kAll];
                CYCLO_UNROLLED
                for (int v = 0; v < kAll; ++v)
                    columns[v] = CYCLO_LOAD(row + v / kVectors * panelSize + v % kVectors * kLanes);
                addOuter(src + block * size.step + t * kLanes + i, kLanes, columns, sums);
            }
        for (int r = 0; r < kRows; ++r)
            for (int v = 0; v < kAll; ++v)
                CYCLO_STORE(products + (panel * kVectors + v) * size.step + (t + r) * kLanes, sums[r][v]);
    }
}

CYCLO_TARGET void multiply(const WinogradProduct& of, const float* src, const float* weights,
                           float* products) {
    const WinogradProduct size = of; // no store can change it
    std::ptrdiff_t panel = 0;
    for (; panel + kPanelsAtOnce <= size.panels; panel += kPanelsAtOnce)
        multiplyPanels<kPanelsAtOnce>(size, panel, src, weights, products);
    for (; panel < size.panels; ++panel)
        multiplyPanels<1>(size, panel, src, weights, products);
}

/// Likewise.
template <int kPanels>
CYCLO_INLINE void addProductsTo(const WinogradProduct& size, std::ptrdiff_t panel, const float* src,
                                const float* diffDst, float* sums) {
    // Eight sums at least, which hide the latency of an addition.
    constexpr int kRows = kLanes == 8 ? 4 : 16 / kPanels;
    constexpr int kAll = kPanels * kVectors;
    const std::ptrdiff_t rows = size.blocks * kLanes;
    const float* const gradients = diffDst + panel * kVectors * size.step;
    for (std::ptrdiff_t c = 0; c < rows; c += kRows) {
        if (c % kWinogradColumns == 0)
            for (int p = 0; p < kPanels; ++p)
                size.meanwhile->fetch();
        const float* const channels = src + c / kLanes * size.step + c % kLanes;
        float* const to = sums + (panel * rows + c) * kWinogradColumns;
        const auto place = [&](int r, int v) {
            return to + v / kVectors * rows * kWinogradColumns + r * kWinogradColumns + v % kVectors * kLanes;
        };
        Floats sum[kRows][kAll];
        for (int r = 0; r < kRows; ++r)
            for (int v = 0; v < kAll; ++v)
                sum[r][v] = CYCLO_LOAD(place(r, v));
        for (std::ptrdiff_t t = 0; t < size.tiles; ++t) {
            Floats columns[kAll];
            readVectors(gradients + t * kLanes, size.step, columns);
            addOuter(channels + t * kLanes, 1, columns, sum);
        }
        for (int r = 0; r < kRows; ++r)
            for (int v = 0; v < kAll; ++v)
                CYCLO_STORE(place(r, v), sum[r][v]);
    }
}

CYCLO_TARGET void addProducts(const WinogradProduct& of, const float* src, const float* diffDst,
                              float* sums) {
    const WinogradProduct size = of;
    std::ptrdiff_t panel = 0;
    for (; panel + kPanelsAtOnce <= size.panels; panel += kPanelsAtOnce)
        addProductsTo<kPanelsAtOnce>(size, panel, src, diffDst, sums);
    for (; panel < size.panels; ++panel)
        addProductsTo<1>(size, panel, src, diffDst, sums);
}
