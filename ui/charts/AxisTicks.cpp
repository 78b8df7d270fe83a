// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/AxisTicks.h"

#include "ui/theme/Numbers.h"

#include <QLocale>

#include <algorithm>
#include <cmath>
#include <initializer_list>

namespace cyclo::ui {
namespace {

constexpr double kEdgeTolerance = 1e-9; // of the span: a tick on the border belongs to the range
constexpr std::size_t kFewestTicks = 3;
constexpr int kMostDecadesWithMinors = 12;

/// Labels of one axis share their number of decimals, so that they read as one scale.
QString linearLabel(double value, double step, double largest) {
    if (value == 0.0) return QStringLiteral("0");
    if (largest < 1e-3 || largest >= 1e6) {
        const int digits = static_cast<int>(std::floor(std::log10(std::abs(value))) -
                                            std::floor(std::log10(step) + kEdgeTolerance));
        QString text = QString::number(value, 'e', std::max(0, digits));
        const auto split = text.indexOf(QLatin1Char('e'));
        return text.left(split + 1) + QString::number(text.mid(split + 1).toInt());
    }
    const int decimals = std::max(0, -static_cast<int>(std::floor(std::log10(step) + kEdgeTolerance)));
    return QLocale(QLocale::English, QLocale::UnitedStates).toString(value, 'f', decimals);
}

std::vector<AxisTick> linearTicks(const AxisRange& range, int maxTicks) {
    const double span = range.to - range.from;
    double step = niceStep(span / maxTicks);
    const double slack = span * kEdgeTolerance;
    const double largest = std::max(std::abs(range.from), std::abs(range.to));
    std::vector<AxisTick> ticks;
    const auto first = static_cast<long long>(std::ceil((range.from - slack) / step));
    const auto last = static_cast<long long>(std::floor((range.to + slack) / step));
    for (long long i = first; i <= last; ++i) {
        const double value = static_cast<double>(i) * step;
        ticks.push_back({value, linearLabel(value, step, largest)});
    }
    return ticks;
}

/// Ticks at these digits of every decade.
std::vector<AxisTick> digitTicks(const AxisRange& range, std::initializer_list<int> digits) {
    std::vector<AxisTick> ticks;
    const int first = static_cast<int>(std::floor(std::log10(range.from) - kEdgeTolerance));
    const int last = static_cast<int>(std::ceil(std::log10(range.to) + kEdgeTolerance));
    for (int decade = first; decade <= last; ++decade) {
        for (const int digit : digits) {
            const double value = digit * std::pow(10.0, decade);
            if (value < range.from * (1 - kEdgeTolerance) || value > range.to * (1 + kEdgeTolerance))
                continue;
            ticks.push_back({value, formatShort(value)});
        }
    }
    return ticks;
}

std::vector<AxisTick> decadeTicks(const AxisRange& range, int maxTicks) {
    std::vector<AxisTick> decades = digitTicks(range, {1});
    const auto stride = std::max<std::size_t>(1, (decades.size() + maxTicks - 1) / maxTicks);
    if (stride == 1 && decades.size() <= kMostDecadesWithMinors) {
        std::vector<AxisTick> all = digitTicks(range, {1, 2, 3, 4, 5, 6, 7, 8, 9});
        for (AxisTick& tick : all)
            if (std::ranges::find(decades, tick.value, &AxisTick::value) == decades.end()) tick.label.clear();
        return all;
    }
    for (std::size_t i = 0; i < decades.size(); ++i)
        if (i % stride != 0) decades[i].label.clear();
    return decades;
}

std::vector<AxisTick> logTicks(const AxisRange& range, int maxTicks) {
    const auto most = static_cast<std::size_t>(maxTicks) + 1;
    std::vector<AxisTick> halves = digitTicks(range, {1, 2, 5});
    if (halves.size() > most) return decadeTicks(range, maxTicks);
    if (halves.size() >= kFewestTicks) return halves;
    std::vector<AxisTick> digits = digitTicks(range, {1, 2, 3, 4, 5, 6, 7, 8, 9});
    if (digits.size() >= kFewestTicks && digits.size() <= most) return digits;
    return linearTicks(range, maxTicks);
}

} // namespace

double niceStep(double step) {
    const double power = std::pow(10.0, std::floor(std::log10(step)));
    for (const double digit : {1.0, 2.0, 5.0})
        if (digit * power >= step * (1 - kEdgeTolerance)) return digit * power;
    return 10.0 * power;
}

std::vector<AxisTick> axisTicks(const AxisRange& range, AxisScale scale, int maxTicks) {
    return scale == AxisScale::Log ? logTicks(range, maxTicks) : linearTicks(range, maxTicks);
}

} // namespace cyclo::ui
