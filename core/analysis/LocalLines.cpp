// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/LocalLines.h"

#include <algorithm>
#include <cmath>

namespace cyclo {

namespace {

constexpr double kReach = 4.0; // bandwidths

/// Four sums side by side, which the processor adds at once.
double dotProduct(std::span<const double> a, const double* b) {
    double sums[4] = {};
    std::size_t i = 0;
    for (; i + 4 <= a.size(); i += 4) {
        for (std::size_t lane = 0; lane < 4; ++lane)
            sums[lane] += a[i + lane] * b[i + lane];
    }
    for (; i < a.size(); ++i)
        sums[0] += a[i] * b[i];
    return (sums[0] + sums[1]) + (sums[2] + sums[3]);
}

/// The neighbours of x[centre], with the weights of the bell round it.
BandFilter::Row bellRow(std::span<const double> x, std::size_t centre, double bandwidth) {
    const auto first = std::ranges::lower_bound(x, x[centre] - kReach * bandwidth);
    const auto last = std::ranges::upper_bound(x, x[centre] + kReach * bandwidth);
    BandFilter::Row row{.first = static_cast<std::size_t>(first - x.begin()), .weights = {}};
    for (auto place = first; place != last; ++place) {
        const double z = (*place - x[centre]) / bandwidth;
        row.weights.push_back(std::exp(-0.5 * z * z));
    }
    return row;
}

/// Of the distances z in bandwidths, weighted.
struct Moments {
    double sum = 0, first = 0, second = 0;

    double determinant() const { return sum * second - first * first; }
    /// The neighbours are too few or too far to give a direction.
    bool alone() const { return determinant() <= 1e-12 * sum * sum; }
};

/// The weights of the neighbours in the weighted least-squares line at the centre, as `share` has them.
using Share = double (*)(const Moments&, double weight, double z, double bandwidth);

double valueShare(const Moments& m, double weight, double z, double) {
    return m.alone() ? weight / m.sum : weight * (m.second - z * m.first) / m.determinant();
}

double slopeShare(const Moments& m, double weight, double z, double bandwidth) {
    return m.alone() ? 0.0 : weight * (z * m.sum - m.first) / m.determinant() / bandwidth;
}

BandFilter lineFilter(std::span<const double> x, std::span<const double> bandwidths, Share share) {
    std::vector<BandFilter::Row> rows;
    rows.reserve(x.size());
    for (std::size_t centre = 0; centre < x.size(); ++centre) {
        const double bandwidth = bandwidths[centre];
        BandFilter::Row row = bellRow(x, centre, bandwidth);
        const auto distance = [&](std::size_t i) { return (x[row.first + i] - x[centre]) / bandwidth; };
        Moments moments;
        for (std::size_t i = 0; i < row.weights.size(); ++i) {
            const double z = distance(i), weight = row.weights[i];
            moments.sum += weight;
            moments.first += weight * z;
            moments.second += weight * z * z;
        }
        for (std::size_t i = 0; i < row.weights.size(); ++i)
            row.weights[i] = share(moments, row.weights[i], distance(i), bandwidth);
        rows.push_back(std::move(row));
    }
    return BandFilter(std::move(rows));
}

} // namespace

std::vector<double> BandFilter::apply(std::span<const double> values) const {
    std::vector<double> results;
    results.reserve(rows_.size());
    for (const Row& row : rows_)
        results.push_back(dotProduct(row.weights, values.data() + row.first));
    return results;
}

double BandFilter::ownWeight(std::size_t place) const {
    return rows_[place].weights[place - rows_[place].first];
}

BandFilter localLineValues(std::span<const double> x, std::span<const double> bandwidths) {
    return lineFilter(x, bandwidths, valueShare);
}

BandFilter localLineSlopes(std::span<const double> x, std::span<const double> bandwidths) {
    return lineFilter(x, bandwidths, slopeShare);
}

} // namespace cyclo
