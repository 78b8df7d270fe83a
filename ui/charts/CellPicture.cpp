// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/CellPicture.h"

#include "ui/charts/PlotCells.h"
#include "ui/theme/ColourRamp.h"
#include "ui/theme/Contrast.h"

#include <QImage>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <vector>

namespace cyclo::ui {
namespace {

constexpr double kRowGap = 1.0;         // above and below a row
constexpr double kHatch = 6.0;          // from one line of the hatching to the next
constexpr double kFileResolution = 2.0; // of the picture in files that have no pixels

/// What fills one column of a row.
struct Paint {
    QRgb colour = 0;
    bool hatched = false;
};

class CellPainter {
public:
    CellPainter(const PlotFrame& frame, const PlotContents& contents, Tone tone, double resolution)
        : frame_(frame),
          contents_(contents),
          tone_(tone),
          resolution_(resolution),
          image_((frame.area.size() * resolution).toSize(), QImage::Format_RGB32) {
        const SurfaceColours colours = surfaceColours(tone);
        base_ = colours.base.rgb();
        neutral_ = blended(colours.mid, colours.base, 0.3).rgb();
        hatch_ = blended(colours.mutedText, colours.base, 0.45).rgb();
        image_.fill(base_);
    }

    QImage picture() {
        for (std::size_t row = 0; row < contents_.curves.size(); ++row)
            fill(row, columnsOf(contents_.curves[row].data.samples()));
        return image_;
    }

private:
    Paint paintOf(double y) const {
        if (isBeyond(contents_, y)) return {.colour = neutral_, .hatched = true};
        return {.colour = cellColour(y).rgb()};
    }

    QColor cellColour(double y) const {
        const AxisRange& scale = frame_.range.right;
        return rampColour((y - scale.from) / (scale.to - scale.from), tone_);
    }

    std::vector<Paint> columnsOf(const std::vector<CurveSample>& samples) const {
        std::vector<Paint> columns(static_cast<std::size_t>(image_.width()), Paint{.colour = base_});
        if (samples.empty()) return columns;
        const std::vector<double> borders = cellBorders(samples, contents_.x);
        std::vector<Paint> paints;
        for (const CurveSample& sample : samples)
            paints.push_back(paintOf(sample.y));
        std::size_t cell = 0;
        for (std::size_t column = 0; column < columns.size(); ++column) {
            const double pixel = frame_.area.left() + (static_cast<double>(column) + 0.5) / resolution_;
            const double place = toAxis(frame_.xMap().toValue(pixel), frame_.xScale);
            if (place < borders.front()) continue;
            while (cell < samples.size() && place > borders[cell + 1])
                ++cell;
            if (cell < samples.size())
                columns[column] = paints[cell];
            else if (paints.back().hatched)
                columns[column] = paints.back();
        }
        return columns;
    }

    void fill(std::size_t row, const std::vector<Paint>& columns) {
        const AxisMap map = frame_.yMap(AxisSide::Left);
        const auto line = [&](double value, double gap) {
            const double pixel = (map.toPixel(value) - frame_.area.top() + gap) * resolution_;
            return static_cast<int>(
                std::lround(std::clamp(pixel, 0.0, static_cast<double>(image_.height()))));
        };
        const auto number = static_cast<double>(row);
        const int top = line(number + 1, kRowGap), bottom = line(number, -kRowGap);
        const int period = std::max(2, static_cast<int>(std::lround(kHatch * resolution_)));
        const int stroke = std::max(1, static_cast<int>(std::lround(resolution_)));
        for (int y = top; y < bottom; ++y) {
            auto* pixels = reinterpret_cast<QRgb*>(image_.scanLine(y));
            for (int x = 0; x < image_.width(); ++x) {
                const Paint& paint = columns[static_cast<std::size_t>(x)];
                pixels[x] = paint.hatched && (x + y) % period < stroke ? hatch_ : paint.colour;
            }
        }
    }

    const PlotFrame& frame_;
    const PlotContents& contents_;
    Tone tone_;
    double resolution_; ///< pixels of the picture in one of the frame
    QImage image_;
    QRgb base_ = 0, neutral_ = 0, hatch_ = 0;
};

double resolutionOf(const QPainter& painter) {
    const QPaintDevice& device = *painter.device();
    const bool hasPixels = device.devType() == QInternal::Image || device.devType() == QInternal::Pixmap;
    return hasPixels ? device.devicePixelRatioF() : kFileResolution;
}

} // namespace

void paintCells(QPainter& painter, const PlotFrame& frame, const PlotContents& contents, Tone tone) {
    painter.drawImage(frame.area, CellPainter(frame, contents, tone, resolutionOf(painter)).picture());
}

} // namespace cyclo::ui
