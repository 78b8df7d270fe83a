// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace cyclo {

/// A line of a chart; where x or y is no number, or not above 0 on a log axis, the line is broken.
struct SvgSeries {
    std::string name = {}; ///< in the legend; empty for none
    std::vector<double> x = {}, y = {};
    bool faint = false;  ///< raw values behind a smoothed line
    bool points = false; ///< dots instead of a line
};

struct SvgChart {
    std::string xLabel = {}, yLabel = {};
    bool logX = false, logY = false;
    std::optional<double> markX = {};    ///< a vertical line
    std::optional<double> yHighest = {}; ///< cuts off what blew up
    std::vector<SvgSeries> series = {};
};

/// The chart as an <svg> element that stands in an HTML page, 720 wide and 300 high, colours of its own. Long
/// lines are thinned to what such a width can show.
std::string svgOf(const SvgChart& chart);

/// The text with &, <, > and " as HTML wants them.
std::string htmlText(const std::string& text);

} // namespace cyclo
