// SPDX-License-Identifier: GPL-3.0-or-later
// One axis of each of Winograd's transforms, which WinogradKernelsBody.h applies to rows and columns of tiles;
// no include guard. Named as in the paper (Lavin and Gray, arXiv:1509.09308), with ' for transposed.

/// B', six places of the source.
CYCLO_INLINE void transformSix(const Floats (&d)[6], Floats (&to)[6]) {
    const Floats even = d[4] - 4.f * d[2], odd = d[3] - 4.f * d[1];
    const Floats outer = d[4] - d[2], inner = 2.f * (d[3] - d[1]);
    to[0] = 4.f * d[0] - 5.f * d[2] + d[4];
    to[1] = even + odd;
    to[2] = even - odd;
    to[3] = outer + inner;
    to[4] = outer - inner;
    to[5] = 4.f * d[1] - 5.f * d[3] + d[5];
}

/// A, results to six: four of a 3x3 kernel, two of a 5x5.
CYCLO_INLINE void spreadResults(const Floats (&d)[4], Floats (&to)[6]) {
    const Floats even = d[0] + d[2], odd = d[1] + d[3];
    const Floats outer = d[0] + 4.f * d[2], inner = 2.f * d[1] + 8.f * d[3];
    to[0] = d[0];
    to[1] = even + odd;
    to[2] = even - odd;
    to[3] = outer + inner;
    to[4] = outer - inner;
    to[5] = d[3];
}
CYCLO_INLINE void spreadResults(const Floats (&d)[2], Floats (&to)[6]) {
    to[0] = d[0];
    to[1] = d[0] + d[1];
    to[2] = d[0] - d[1];
    to[3] = d[0] + 2.f * d[1];
    to[4] = d[0] - 2.f * d[1];
    to[5] = d[1];
}

/// A', six products to results.
template <int kSize> CYCLO_INLINE void gatherResults(const Floats (&m)[6], Floats (&to)[kSize]) {
    const Floats near = m[1] + m[2], nearOdd = m[1] - m[2], far = m[3] + m[4], farOdd = m[3] - m[4];
    to[0] = m[0] + near + far;
    if constexpr (kSize == 4) {
        to[1] = nearOdd + 2.f * farOdd;
        to[2] = near + 4.f * far;
        to[3] = nearOdd + 8.f * farOdd + m[5];
    } else {
        to[1] = nearOdd + 2.f * farOdd + m[5];
    }
}

/// G, weights to six.
template <int Kernel> CYCLO_INLINE void spreadWeights(const Floats (&g)[Kernel], Floats (&to)[6]) {
    Floats near = g[0] + g[2], nearOdd = g[1], far = g[0] + 4.f * g[2], farOdd = 2.f * g[1];
    if constexpr (Kernel == 5) {
        near += g[4];
        nearOdd += g[3];
        far += 16.f * g[4];
        farOdd += 8.f * g[3];
    }
    to[0] = g[0] * 0.25f;
    to[1] = (near + nearOdd) * (-1.f / 6);
    to[2] = (near - nearOdd) * (-1.f / 6);
    to[3] = (far + farOdd) * (1.f / 24);
    to[4] = (far - farOdd) * (1.f / 24);
    to[5] = g[Kernel - 1];
}

/// G', six sums to weights.
template <int Kernel> CYCLO_INLINE void gatherWeights(const Floats (&m)[6], Floats (&to)[Kernel]) {
    const Floats near = (m[1] + m[2]) * (-1.f / 6), nearOdd = (m[1] - m[2]) * (-1.f / 6);
    const Floats far = (m[3] + m[4]) * (1.f / 24), farOdd = (m[3] - m[4]) * (1.f / 24);
    to[0] = m[0] * 0.25f + near + far;
    to[1] = nearOdd + 2.f * farOdd;
    to[2] = near + 4.f * far;
    if constexpr (Kernel == 5) {
        to[3] = nearOdd + 8.f * farOdd;
        to[4] = near + 16.f * far;
    }
    to[Kernel - 1] += m[5];
}
