// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/persistence/SvgChart.h"

#include "core/analysis/Decimation.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <limits>

namespace cyclo {

namespace {

constexpr double kWidth = 720, kHeight = 300, kLeft = 64, kRight = 12, kTop = 12, kBottom = 44;
constexpr std::array<const char*, 6> kColours{"#1f77b4", "#d95f02", "#2ca02c",
                                              "#9467bd", "#8c564b", "#e377c2"};

template <class... Values> std::string format(const char* pattern, Values... values) {
    char text[256];
    std::snprintf(text, sizeof text, pattern, values...);
    return text;
}

/// From values to pixels.
struct Axis {
    double low = 0, high = 1, from = 0, to = 1;
    bool log = false;

    bool shows(double value) const { return std::isfinite(value) && (!log || value > 0); }
    double scaled(double value) const { return log ? std::log10(value) : value; }
    double at(double value) const {
        return from + (scaled(value) - scaled(low)) / (scaled(high) - scaled(low)) * (to - from);
    }
};

struct Range {
    double low = std::numeric_limits<double>::infinity();
    double high = -std::numeric_limits<double>::infinity();

    void add(double value) {
        low = std::min(low, value);
        high = std::max(high, value);
    }
};

Axis axisOf(Range range, bool log, double from, double to) {
    Axis axis{.low = range.low, .high = range.high, .from = from, .to = to, .log = log};
    if (!(axis.low <= axis.high)) axis.low = axis.high = 1.0; // nothing to show
    if (axis.low == axis.high) {
        axis.low = log ? axis.low / 2 : axis.low - 0.5;
        axis.high = log ? axis.high * 2 : axis.high + 0.5;
    }
    return axis;
}

/// Decades on a log axis (with 2 and 5 where there are few), round steps on a linear one.
std::vector<double> ticksOf(const Axis& axis) {
    std::vector<double> ticks;
    if (axis.log) {
        const double decades = std::log10(axis.high / axis.low);
        for (double decade = std::pow(10.0, std::floor(std::log10(axis.low))); decade <= axis.high;
             decade *= 10.0) {
            for (const double digit : {1.0, 2.0, 5.0}) {
                const double tick = digit * decade;
                if ((digit == 1.0 || decades < 2.0) && tick >= axis.low && tick <= axis.high)
                    ticks.push_back(tick);
            }
        }
        return ticks;
    }
    const double rough = (axis.high - axis.low) / 5.0;
    const double power = std::pow(10.0, std::floor(std::log10(rough)));
    const double step = power * (rough / power > 5.0 ? 10.0 : rough / power > 2.0 ? 5.0 : 2.0);
    for (double tick = std::ceil(axis.low / step) * step; tick <= axis.high; tick += step)
        ticks.push_back(std::abs(tick) < step * 1e-9 ? 0.0 : tick);
    return ticks;
}

std::string gridOf(const Axis& x, const Axis& y) {
    std::string text;
    for (const double tick : ticksOf(x)) {
        text += format("<line class=\"g\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%.1f\" y2=\"%.1f\"/>", x.at(tick),
                       x.at(tick), kTop, kHeight - kBottom);
        text += format("<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\">%g</text>", x.at(tick),
                       kHeight - kBottom + 16, tick);
    }
    for (const double tick : ticksOf(y)) {
        text += format("<line class=\"g\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%.1f\" y2=\"%.1f\"/>", kLeft,
                       kWidth - kRight, y.at(tick), y.at(tick));
        text += format("<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"end\">%g</text>", kLeft - 6, y.at(tick) + 4,
                       tick);
    }
    return text;
}

std::vector<CurveSample> shown(const SvgSeries& series, const Axis& x, const Axis& y) {
    std::vector<CurveSample> samples;
    for (std::size_t i = 0; i < std::min(series.x.size(), series.y.size()); ++i) {
        if (x.shows(series.x[i]) && y.shows(series.y[i]))
            samples.push_back({series.x[i], std::min(series.y[i], y.high)});
    }
    constexpr std::size_t kMany = 2000;
    if (samples.size() < kMany || series.points) return samples;
    return decimateMinMax(samples, x.low, x.high, x.log ? AxisScale::Log : AxisScale::Linear,
                          static_cast<int>(kWidth));
}

std::string lineOf(const SvgSeries& series, const Axis& x, const Axis& y, const char* colour) {
    std::string text;
    const auto samples = shown(series, x, y);
    if (series.points) {
        for (const auto& [px, py] : samples)
            text +=
                format("<circle cx=\"%.1f\" cy=\"%.1f\" r=\"4\" fill=\"%s\"/>", x.at(px), y.at(py), colour);
        return text;
    }
    for (const auto& [px, py] : samples)
        text += format("%.1f,%.1f ", x.at(px), y.at(py));
    return format("<polyline fill=\"none\" stroke=\"%s\" stroke-width=\"%s\" stroke-opacity=\"%s\" points=\"",
                  colour, series.faint ? "1" : "2", series.faint ? "0.35" : "1") +
           text + "\"/>";
}

std::string legendOf(const SvgChart& chart) {
    std::string text;
    double y = kTop + 16;
    for (std::size_t i = 0; i < chart.series.size(); ++i) {
        if (chart.series[i].name.empty()) continue;
        text += format("<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"end\" fill=\"%s\" style=\"fill:%s\">",
                       kWidth - kRight - 8, y, kColours[i % kColours.size()], kColours[i % kColours.size()]) +
                htmlText(chart.series[i].name) + "</text>";
        y += 15;
    }
    return text;
}

} // namespace

std::string htmlText(const std::string& text) {
    std::string safe;
    for (const char letter : text) {
        switch (letter) {
        case '&':
            safe += "&amp;";
            break;
        case '<':
            safe += "&lt;";
            break;
        case '>':
            safe += "&gt;";
            break;
        case '"':
            safe += "&quot;";
            break;
        default:
            safe += letter;
        }
    }
    return safe;
}

std::string svgOf(const SvgChart& chart) {
    Range xs, ys;
    const Axis logX{.log = chart.logX}, logY{.log = chart.logY};
    for (const SvgSeries& series : chart.series) {
        for (std::size_t i = 0; i < std::min(series.x.size(), series.y.size()); ++i) {
            if (!logX.shows(series.x[i]) || !logY.shows(series.y[i])) continue;
            xs.add(series.x[i]);
            ys.add(std::min(series.y[i], chart.yHighest.value_or(series.y[i])));
        }
    }
    const Axis x = axisOf(xs, chart.logX, kLeft, kWidth - kRight);
    const Axis y = axisOf(ys, chart.logY, kHeight - kBottom, kTop);
    std::string text = format("<svg viewBox=\"0 0 %g %g\" role=\"img\">", kWidth, kHeight) + gridOf(x, y);
    for (std::size_t i = 0; i < chart.series.size(); ++i)
        text += lineOf(chart.series[i], x, y, kColours[i % kColours.size()]);
    if (chart.markX && x.shows(*chart.markX) && *chart.markX >= x.low && *chart.markX <= x.high)
        text += format("<line class=\"m\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%.1f\" y2=\"%.1f\"/>",
                       x.at(*chart.markX), x.at(*chart.markX), kTop, kHeight - kBottom);
    text += legendOf(chart);
    text += format("<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\">", (kLeft + kWidth - kRight) / 2,
                   kHeight - 8) +
            htmlText(chart.xLabel) + "</text>";
    text += format("<text transform=\"translate(14 %.1f) rotate(-90)\" text-anchor=\"middle\">",
                   (kTop + kHeight - kBottom) / 2) +
            htmlText(chart.yLabel) + "</text></svg>\n";
    return text;
}

} // namespace cyclo
