// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/CurveData.h"

#include "ui/charts/ViewRange.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace cyclo::ui {
namespace {

bool hasPlace(double value, AxisScale scale) {
    return std::isfinite(value) && (scale == AxisScale::Linear || value > 0.0);
}

void widen(AxisRange& range, double value) {
    range.from = std::min(range.from, value);
    range.to = std::max(range.to, value);
}

} // namespace

void CurveData::assign(std::vector<CurveSample> samples) {
    samples_ = std::move(samples);
    rebuild();
}

void CurveData::append(std::span<const CurveSample> samples) {
    samples_.insert(samples_.end(), samples.begin(), samples.end());
    const auto from = samples_.begin() + static_cast<std::ptrdiff_t>(taken_ == 0 ? 0 : taken_ - 1);
    if (!std::is_sorted(from, samples_.end(), [](auto& a, auto& b) { return a.x < b.x; })) {
        rebuild();
        return;
    }
    while (taken_ < samples_.size())
        take(samples_[taken_]);
}

void CurveData::setScales(AxisScale x, AxisScale y) {
    if (xScale_ == x && yScale_ == y) return;
    xScale_ = x;
    yScale_ = y;
    rebuild();
}

void CurveData::rebuild() {
    std::ranges::stable_sort(samples_, {}, [](const CurveSample& sample) {
        return std::isnan(sample.x) ? -HUGE_VAL : sample.x; // NaN has no order of its own
    });
    drawable_.clear();
    lost_.clear();
    bounds_.reset();
    taken_ = 0;
    leftOut_ = false;
    while (taken_ < samples_.size())
        take(samples_[taken_]);
}

void CurveData::take(const CurveSample& sample) {
    const bool placed = hasPlace(sample.x, xScale_) && hasPlace(sample.y, yScale_);
    if (!placed && !leftOut_) {
        leftOut_ = true;
        drawable_.assign(samples_.begin(), samples_.begin() + static_cast<std::ptrdiff_t>(taken_));
    }
    ++taken_;
    if (!placed) {
        if (hasPlace(sample.x, xScale_) && !std::isfinite(sample.y)) lost_.push_back(sample.x);
        return;
    }
    if (leftOut_) drawable_.push_back(sample);
    if (!bounds_) bounds_ = CurveBounds{{sample.x, sample.x}, {sample.y, sample.y}};
    widen(bounds_->x, sample.x);
    widen(bounds_->y, sample.y);
}

std::span<const CurveSample> CurveData::drawable() const {
    return leftOut_ ? drawable_ : samples_;
}

std::span<const CurveSample> CurveData::within(const AxisRange& x) const {
    const auto all = drawable();
    const auto first = std::ranges::lower_bound(all, x.from, {}, &CurveSample::x);
    const auto last = std::ranges::upper_bound(all, x.to, {}, &CurveSample::x);
    return {first, std::max(first, last)};
}

std::optional<AxisRange> CurveData::yBounds(const AxisRange& x) const {
    const auto samples = within(x);
    if (samples.empty()) return std::nullopt;
    AxisRange y{samples.front().y, samples.front().y};
    for (const CurveSample& sample : samples)
        widen(y, sample.y);
    return y;
}

std::optional<std::size_t> CurveData::nearestIndex(double x) const {
    const auto all = drawable();
    if (all.empty() || !hasPlace(x, xScale_)) return std::nullopt;
    const auto right = std::ranges::lower_bound(all, x, {}, &CurveSample::x);
    if (right == all.begin()) return 0;
    const auto left = right - 1;
    const double place = toAxis(x, xScale_);
    const bool takeLeft =
        right == all.end() || place - toAxis(left->x, xScale_) <= toAxis(right->x, xScale_) - place;
    return static_cast<std::size_t>((takeLeft ? left : right) - all.begin());
}

std::optional<CurveSample> CurveData::nearest(double x) const {
    const auto index = nearestIndex(x);
    return index ? std::optional(drawable()[*index]) : std::nullopt;
}

} // namespace cyclo::ui
