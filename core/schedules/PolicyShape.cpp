// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedules/PolicyShape.h"

#include "core/schedules/Schedule.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <stdexcept>

namespace cyclo {

namespace {

using Points = std::vector<ShapePoint>;
using Steps = std::int64_t;

constexpr double kApart = 1.01; ///< a bound that must lie beyond another lies one percent beyond

double roundedRate(double value) {
    char digits[32];
    char* end = std::to_chars(digits, digits + sizeof digits, value, std::chars_format::scientific, 2).ptr;
    double rounded = value;
    std::from_chars(digits, end, rounded);
    return rounded;
}

double roundedMomentum(double value) {
    constexpr double kLargest = 0.999;
    return std::clamp(std::round(value * 1000.0) / 1000.0, 0.0, kLargest);
}

/// As many decimals as tell two neighbouring steps apart.
double shareOf(double steps, Steps totalSteps) {
    const double scale = std::pow(10.0, std::ceil(std::log10(static_cast<double>(totalSteps))));
    return std::clamp(std::round(steps / static_cast<double>(totalSteps) * scale) / scale, 0.0, 1.0);
}

Steps whole(double step, Steps least, Steps most) {
    return std::clamp<Steps>(std::llround(std::clamp(step, -1e15, 1e15)), least, std::max(least, most));
}

double asDouble(Steps steps) {
    return static_cast<double>(steps);
}

/// High at the first step, low at the peak.
template <class P> void addMomenta(Points& points, const P& policy, double peak) {
    points.push_back({ShapePart::HighMomentum, 0.0, policy.maxMomentum});
    points.push_back({ShapePart::LowMomentum, peak, policy.baseMomentum});
}

template <class P> void moveMomentum(P& policy, ShapePart part, double value) {
    const double momentum = roundedMomentum(value);
    if (part == ShapePart::HighMomentum) policy.maxMomentum = std::max(momentum, policy.baseMomentum);
    if (part == ShapePart::LowMomentum) policy.baseMomentum = std::min(momentum, policy.maxMomentum);
}

/// For each policy that has a shape: its points, and what a new step or value of one means.
template <class P> struct Shape {
    static Points points(const P&, Steps) { return {}; }
    static void moveStep(P&, ShapePart, double, Steps) {}
    static void moveValue(P&, ShapePart, double, Steps) {}
};

template <> struct Shape<SmithOneCycle> {
    static Points points(const SmithOneCycle& p, Steps total) {
        const double up = asDouble(stepSizeOf(p, total));
        Points points{{ShapePart::Start, 0.0, baseLrOf(p)},
                      {ShapePart::Peak, up, p.maxLr, true},
                      {ShapePart::CycleEnd, 2 * up, baseLrOf(p), true}};
        addMomenta(points, p, up);
        return points;
    }
    static void moveStep(SmithOneCycle& p, ShapePart part, double step, Steps total) {
        const Steps size = whole(part == ShapePart::Peak ? step : step / 2, 1, total / 2);
        if (size != stepSizeOf(p, total)) p.stepSize = size;
    }
    static void moveValue(SmithOneCycle& p, ShapePart part, double value, Steps) {
        if (part == ShapePart::Peak)
            p.maxLr = roundedRate(p.baseLr ? std::max(value, *p.baseLr * kApart) : value);
        else if (isMomentum(part))
            moveMomentum(p, part, value);
        else
            p.baseLr = roundedRate(std::min(value, p.maxLr / kApart));
    }
};

/// What PyTorch's and fastai's 1cycle share: the peak at a share of the run, the ends as quotients.
template <class P> struct QuotientShape {
    static void moveValue(P& p, ShapePart part, double value, Steps) {
        const double start = p.maxLr / p.divFactor;
        if (part == ShapePart::Peak) p.maxLr = roundedRate(value);
        if (part == ShapePart::Start || part == ShapePart::CycleEnd)
            p.divFactor = std::max(1.0, roundedRate(p.maxLr / value));
        if (part == ShapePart::End) p.finalDivFactor = roundedRate(Shape<P>::endIsOf(p, start) / value);
        if (isMomentum(part)) moveMomentum(p, part, value);
    }
};

template <> struct Shape<TorchOneCycle> : QuotientShape<TorchOneCycle> {
    static double endIsOf(const TorchOneCycle&, double start) { return start; }
    static Points points(const TorchOneCycle& p, Steps total) {
        const double start = p.maxLr / p.divFactor;
        const double rising = p.pctStart * asDouble(total);
        const double peak = std::max(0.0, rising - 1);
        Points points{{ShapePart::Start, 0.0, start}, {ShapePart::Peak, peak, p.maxLr, true}};
        if (p.threePhase) points.push_back({ShapePart::CycleEnd, 2 * rising - 2, start, true});
        points.push_back({ShapePart::End, asDouble(total - 1), start / p.finalDivFactor});
        addMomenta(points, p, peak);
        return points;
    }
    static void moveStep(TorchOneCycle& p, ShapePart part, double step, Steps total) {
        const double peak = part == ShapePart::Peak ? step : step / 2;
        const Steps most = p.threePhase ? total / 2 - 1 : total - 1;
        p.pctStart = shareOf(asDouble(whole(peak, 0, most) + 1), total);
    }
};

template <> struct Shape<FastaiOneCycle> : QuotientShape<FastaiOneCycle> {
    static double endIsOf(const FastaiOneCycle& p, double) { return p.maxLr; }
    static Points points(const FastaiOneCycle& p, Steps total) {
        const double peak = p.pctStart * asDouble(total);
        Points points{{ShapePart::Start, 0.0, p.maxLr / p.divFactor},
                      {ShapePart::Peak, peak, p.maxLr, true},
                      {ShapePart::End, asDouble(total), p.maxLr / p.finalDivFactor}};
        addMomenta(points, p, peak);
        return points;
    }
    static void moveStep(FastaiOneCycle& p, ShapePart, double step, Steps total) {
        p.pctStart = shareOf(asDouble(whole(step, 1, total - 1)), total);
    }
};

template <CycleShape Kind> struct Shape<Cyclic<Kind>> {
    using P = Cyclic<Kind>;
    static Steps down(const P& p, Steps total) { return p.stepSizeDown.value_or(stepSizeUpOf(p, total)); }
    /// Of the first peak, as a share of the way from base to max.
    static double height(const P& p, Steps total) {
        return Kind == CycleShape::ExpRange ? std::pow(p.gamma, asDouble(stepSizeUpOf(p, total))) : 1.0;
    }
    static Points points(const P& p, Steps total) {
        const Steps up = stepSizeUpOf(p, total);
        const double peak = p.baseLr + (p.maxLr - p.baseLr) * height(p, total);
        Points points{{ShapePart::Start, 0.0, p.baseLr},
                      {ShapePart::Peak, asDouble(up), peak, true},
                      {ShapePart::CycleEnd, asDouble(up + down(p, total)), p.baseLr, true}};
        if (p.cycleMomentum) {
            points.push_back({ShapePart::HighMomentum, 0.0, p.maxMomentum});
            points.push_back({ShapePart::LowMomentum, asDouble(up),
                              p.maxMomentum - (p.maxMomentum - p.baseMomentum) * height(p, total)});
        }
        return points;
    }
    static void moveStep(P& p, ShapePart part, double step, Steps total) {
        const Steps up = stepSizeUpOf(p, total);
        if (part == ShapePart::Peak) {
            const Steps moved = whole(step, 1, total);
            if (moved != up) p.stepSizeUp = moved;
        } else {
            const Steps moved = whole(step - asDouble(up), 1, total);
            if (moved != down(p, total)) p.stepSizeDown = moved;
        }
    }
    static void moveValue(P& p, ShapePart part, double value, Steps total) {
        if (part == ShapePart::Peak)
            p.maxLr =
                roundedRate(std::max(p.baseLr + (value - p.baseLr) / height(p, total), p.baseLr * kApart));
        else if (part == ShapePart::LowMomentum)
            moveMomentum(p, part, p.maxMomentum - (p.maxMomentum - value) / height(p, total));
        else if (isMomentum(part))
            moveMomentum(p, part, value);
        else
            p.baseLr = roundedRate(std::clamp(value, 0.0, p.maxLr / kApart));
    }
};

/// Cosine, restarts and trapezoid: up to `learningRate` in a warm-up, down towards `minLr`.
template <class P> struct WarmShape {
    static ShapePoint peak(const P& p) { return {ShapePart::Peak, asDouble(p.warmup), p.learningRate, true}; }
    static void moveValue(P& p, ShapePart part, double value, Steps) {
        if (part == ShapePart::Peak || part == ShapePart::Fall)
            p.learningRate = roundedRate(std::max(value, p.minLr));
        else
            p.minLr = roundedRate(std::clamp(value, 0.0, p.learningRate));
    }
};

template <> struct Shape<Cosine> : WarmShape<Cosine> {
    static Points points(const Cosine& p, Steps total) {
        return {peak(p), {ShapePart::End, asDouble(total), p.minLr}};
    }
    static void moveStep(Cosine& p, ShapePart, double step, Steps total) {
        p.warmup = whole(step, 0, total - 1);
    }
};

template <> struct Shape<Sgdr> : WarmShape<Sgdr> {
    static Points points(const Sgdr& p, Steps total) {
        return {peak(p), {ShapePart::CycleEnd, asDouble(p.warmup + cycleStepsOf(p, total)), p.minLr, true}};
    }
    static void moveStep(Sgdr& p, ShapePart part, double step, Steps total) {
        if (part == ShapePart::Peak) {
            p.warmup = whole(step, 0, total - 1);
            return;
        }
        const Steps moved = whole(step - asDouble(p.warmup), 1, total);
        if (moved != cycleStepsOf(p, total)) p.cycleSteps = moved;
    }
};

template <> struct Shape<Trapezoid> : WarmShape<Trapezoid> {
    static Points points(const Trapezoid& p, Steps total) {
        return {peak(p),
                {ShapePart::Fall, asDouble(total - decayStepsOf(p, total)), p.learningRate, true},
                {ShapePart::End, asDouble(total), p.minLr}};
    }
    static void moveStep(Trapezoid& p, ShapePart part, double step, Steps total) {
        if (part == ShapePart::Peak)
            p.warmup = whole(step, 0, std::min(total - 1, total - decayStepsOf(p, total)));
        else
            p.decayShare = shareOf(asDouble(total - whole(step, p.warmup, total)), total);
    }
};

bool isPossible(const Policy& policy, Steps totalSteps) {
    try {
        validate({policy, 0.0}, totalSteps);
        return true;
    } catch (const std::invalid_argument&) {
        return false;
    }
}

/// @param change  of the policy's own type; what it makes impossible does not happen
template <class Change> void tryOn(Policy& policy, Steps totalSteps, Change change) {
    Policy moved = policy;
    std::visit(change, moved);
    if (isPossible(moved, totalSteps)) policy = moved;
}

} // namespace

bool isMomentum(ShapePart part) {
    return part == ShapePart::HighMomentum || part == ShapePart::LowMomentum;
}

std::vector<ShapePoint> shapePointsOf(const Policy& policy, std::int64_t totalSteps) {
    if (totalSteps < 1 || !isPossible(policy, totalSteps)) return {};
    Points points =
        std::visit([&]<class P>(const P& own) { return Shape<P>::points(own, totalSteps); }, policy);
    std::erase_if(points, [&](const ShapePoint& point) { return point.step > asDouble(totalSteps); });
    return points;
}

Policy withShapePoint(const Policy& policy, ShapePart part, double step, double value,
                      std::int64_t totalSteps) {
    const auto points = shapePointsOf(policy, totalSteps);
    const auto point = std::ranges::find(points, part, &ShapePoint::part);
    if (point == points.end() || !std::isfinite(step) || !std::isfinite(value)) return policy;
    Policy moved = policy;
    if (point->movesInStep && step != point->step)
        tryOn(moved, totalSteps, [&]<class P>(P& own) { Shape<P>::moveStep(own, part, step, totalSteps); });
    if (value != point->value)
        tryOn(moved, totalSteps, [&]<class P>(P& own) { Shape<P>::moveValue(own, part, value, totalSteps); });
    return moved;
}

} // namespace cyclo
