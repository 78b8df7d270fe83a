// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/GlyphPen.h"

#include <algorithm>
#include <cmath>

namespace cyclo {

namespace {

constexpr int kPiecesPerCurve = 4;

/// Catmull-Rom between b and c at t in [0, 1], with a before and d behind them.
double curveAt(double a, double b, double c, double d, double t) {
    return b + 0.5 * t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)));
}

/// The neighbour beyond the curve from `near` to `far`: the stroke's own, or at its ends and corners the
/// mirror point, which lets the curve run out straight.
PenPoint neighbour(const PenPoint& near, const PenPoint& far, const PenPoint* beyond) {
    if (beyond && !near.corner) return *beyond;
    return {.x = 2 * near.x - far.x, .y = 2 * near.y - far.y, .corner = false};
}

/// Coverage of the pixels near the piece from p to q.
void drawPiece(const InkPoint& p, const InkPoint& q, float edge, std::span<float> ink, int side) {
    const float reach = std::max(p.halfWidth, q.halfWidth) + edge;
    const auto first = [&](float low) {
        return std::max(0, static_cast<int>(std::floor(low - reach - 0.5f)));
    };
    const auto last = [&](float high) {
        return std::min(side - 1, static_cast<int>(std::ceil(high + reach - 0.5f)));
    };
    const int left = first(std::min(p.x, q.x)), right = last(std::max(p.x, q.x));
    const int top = first(std::min(p.y, q.y)), bottom = last(std::max(p.y, q.y));
    const float dx = q.x - p.x, dy = q.y - p.y;
    const float perLength = 1 / std::max(dx * dx + dy * dy, 1e-12f);
    const float ramp = 0.5f / edge;
    for (int row = top; row <= bottom; ++row) {
        float* line = ink.data() + static_cast<std::ptrdiff_t>(row) * side;
        const float y = static_cast<float>(row) + 0.5f - p.y;
        for (int column = left; column <= right; ++column) {
            const float x = static_cast<float>(column) + 0.5f - p.x;
            const float along = std::min(1.0f, std::max(0.0f, (x * dx + y * dy) * perLength));
            const float awayX = x - along * dx, awayY = y - along * dy;
            const float away = std::sqrt(awayX * awayX + awayY * awayY);
            const float halfWidth = p.halfWidth + along * (q.halfWidth - p.halfWidth);
            const float coverage = std::min(1.0f, (halfWidth - away) * ramp + 0.5f);
            line[column] = std::max(line[column], coverage);
        }
    }
}

} // namespace

std::vector<PenPoint> smoothed(const PenStroke& stroke) {
    std::vector<PenPoint> chain{stroke.front()};
    chain.reserve(stroke.size() * kPiecesPerCurve);
    for (std::size_t i = 0; i + 1 < stroke.size(); ++i) {
        const PenPoint &b = stroke[i], &c = stroke[i + 1];
        const PenPoint a = neighbour(b, c, i > 0 ? &stroke[i - 1] : nullptr);
        const PenPoint d = neighbour(c, b, i + 2 < stroke.size() ? &stroke[i + 2] : nullptr);
        for (int piece = 1; piece <= kPiecesPerCurve; ++piece) {
            const double t = static_cast<double>(piece) / kPiecesPerCurve;
            chain.push_back({curveAt(a.x, b.x, c.x, d.x, t), curveAt(a.y, b.y, c.y, d.y, t)});
        }
    }
    return chain;
}

void drawInk(std::span<const InkPoint> chain, float edge, std::span<float> ink, int side) {
    for (std::size_t i = 0; i + 1 < chain.size(); ++i)
        drawPiece(chain[i], chain[i + 1], edge, ink, side);
}

} // namespace cyclo
