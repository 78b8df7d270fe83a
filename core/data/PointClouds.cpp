// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/PointClouds.h"

#include "core/data/SeededSplit.h"
#include "core/data/SubsetDataset.h"
#include "core/data/TableDataset.h"
#include "core/tensor/Rng.h"

#include <cmath>
#include <numbers>
#include <stdexcept>

namespace cyclo {

namespace {

constexpr double kTurn = 2.0 * std::numbers::pi;

struct Point {
    double x = 0;
    double y = 0;
};

Point onCircle(double radius, double angle) {
    return {radius * std::cos(angle), radius * std::sin(angle)};
}

Point moon(std::int64_t label, Rng& rng) {
    const Point upper = onCircle(1.0, rng.uniform(0.0, kTurn / 2));
    return label == 0 ? upper : Point{1.0 - upper.x, 0.5 - upper.y};
}

Point spiral(double arm, Rng& rng) {
    constexpr double kTurns = 1.5, kInner = 0.05;
    const double along = std::sqrt(rng.uniform(kInner * kInner, 1.0)); // as many points per length everywhere
    return onCircle(along, kTurn * (kTurns * along + arm));
}

Point pointOf(const PointOptions& options, std::int64_t label, Rng& rng) {
    const double share = static_cast<double>(label) / static_cast<double>(options.classes);
    switch (options.shape) {
    case PointShape::Moons:
        return moon(label, rng);
    case PointShape::Circles:
        return onCircle(label == 0 ? 1.0 : 0.5, rng.uniform(0.0, kTurn));
    case PointShape::Spirals:
        return spiral(share, rng);
    case PointShape::Blobs:
        break;
    }
    return onCircle(1.0, kTurn * share);
}

std::string titleOf(PointShape shape) {
    switch (shape) {
    case PointShape::Moons:
        return "Moons";
    case PointShape::Circles:
        return "Circles";
    case PointShape::Spirals:
        return "Spirals";
    case PointShape::Blobs:
        break;
    }
    return "Blobs";
}

void check(const PointOptions& options) {
    const bool two = options.shape == PointShape::Moons || options.shape == PointShape::Circles;
    if (!(options.noise >= 0.0) || options.classes < 2 || (two && options.classes != 2))
        throw std::invalid_argument(titleOf(options.shape) + ": noise must be at least 0 and there must be " +
                                    (two ? "2 classes" : "2 classes or more") + ", got noise " +
                                    std::to_string(options.noise) + " and " +
                                    std::to_string(options.classes) + " classes");
}

} // namespace

RawData makePoints(const PointOptions& options) {
    check(options);
    const Split split = seededSplit(options.count, options.seed);
    Rng rng(options.seed, "points");
    std::vector<float> values;
    std::vector<std::int32_t> labels;
    for (std::int64_t i = 0; i < options.count; ++i) {
        const std::int64_t label = i % options.classes;
        const Point point = pointOf(options, label, rng);
        values.push_back(static_cast<float>(point.x + options.noise * rng.normal()));
        values.push_back(static_cast<float>(point.y + options.noise * rng.normal()));
        labels.push_back(static_cast<std::int32_t>(label));
    }
    std::vector<std::string> names;
    for (std::int64_t i = 0; i < options.classes; ++i)
        names.emplace_back(1, static_cast<char>('A' + i));
    const auto all = std::make_shared<TableDataset>(2, std::move(values), std::move(labels));
    return RawData{.title = titleOf(options.shape),
                   .classNames = std::move(names),
                   .train = std::make_shared<SubsetDataset>(all, split.train),
                   .test = std::make_shared<SubsetDataset>(all, split.test)};
}

} // namespace cyclo
