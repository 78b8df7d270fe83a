// SPDX-License-Identifier: GPL-3.0-or-later
// The products of matrices between Winograd's transforms, for WinogradKernelsBody.h; no include guard.

constexpr std::ptrdiff_t kVectors = kWinogradColumns / kLanes; ///< of a row of a panel

/// sums[r][·] += value of row r times the row of the panel. Rows are kLanes floats apart.
template <int kRows>
CYCLO_INLINE void addRows(const float* rows, const float* panel, Floats (&sums)[kRows][kVectors]) {
    Floats columns[kVectors];
    readVectors(panel, kLanes, columns);
    _Pragma("GCC unroll 16") for (int r = 0; r < kRows; ++r) {
        const Floats value = repeated(rows[r * kLanes]);
        CYCLO_UNROLLED
        for (int v = 0; v < kVectors; ++v)
            sums[r][v] += value * columns[v];
    }
}

CYCLO_TARGET void multiply(const WinogradProduct& of, const float* src, const float* weights,
                           float* products) {
    constexpr int kRows = kLanes == 8 ? 6 : 12; // with what they are sums of, they fill the registers
    static_assert(kWinogradRows % kRows == 0);
    const WinogradProduct size = of; // no store can change it
    for (std::ptrdiff_t panel = 0; panel < size.panels; ++panel)
        for (std::ptrdiff_t t = 0; t < size.tiles; t += kRows) {
            if (t % kWinogradRows == 0) size.meanwhile->fetch();
            Floats sums[kRows][kVectors] = {};
            const float* row = weights + panel * size.blocks * kLanes * kWinogradColumns;
            for (std::ptrdiff_t block = 0; block < size.blocks; ++block)
                for (std::ptrdiff_t i = 0; i < kLanes; ++i, row += kWinogradColumns)
                    addRows(src + block * size.step + t * kLanes + i, row, sums);
            for (int r = 0; r < kRows; ++r)
                for (int v = 0; v < kVectors; ++v)
                    CYCLO_STORE(products + (panel * kVectors + v) * size.step + (t + r) * kLanes, sums[r][v]);
        }
}

CYCLO_TARGET void addProducts(const WinogradProduct& size, const float* src, const float* diffDst,
                              float* sums) {
    constexpr int kRows = kLanes == 8 ? 4 : 16; // eight sums at least, which hide the latency of an addition
    for (std::ptrdiff_t panel = 0; panel < size.panels; ++panel)
        for (std::ptrdiff_t c = 0; c < size.blocks * kLanes; c += kRows) {
            if (c % kWinogradColumns == 0) size.meanwhile->fetch();
            float* const to = sums + (panel * size.blocks * kLanes + c) * kWinogradColumns;
            const float* const channels = src + c / kLanes * size.step + c % kLanes;
            const float* const gradients = diffDst + panel * kVectors * size.step;
            Floats sum[kRows][kVectors];
            for (int r = 0; r < kRows; ++r)
                readVectors(to + r * kWinogradColumns, kLanes, sum[r]);
            for (std::ptrdiff_t t = 0; t < size.tiles; ++t) {
                Floats columns[kVectors];
                readVectors(gradients + t * kLanes, size.step, columns);
                _Pragma("GCC unroll 16") for (int r = 0; r < kRows; ++r) {
                    const Floats value = repeated(channels[t * kLanes + r]);
                    CYCLO_UNROLLED
                    for (int v = 0; v < kVectors; ++v)
                        sum[r][v] += value * columns[v];
                }
            }
            for (int r = 0; r < kRows; ++r)
                for (int v = 0; v < kVectors; ++v)
                    CYCLO_STORE(to + r * kWinogradColumns + v * kLanes, sum[r][v]);
        }
}
