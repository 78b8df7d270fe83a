// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/PlotExport.h"

#include "core/analysis/Decimation.h"
#include "ui/charts/PlotDescription.h"
#include "ui/charts/PlotOverlay.h"
#include "ui/charts/PlotPainter.h"
#include "ui/theme/Numbers.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QFontInfo>
#include <QPainter>
#include <QPdfWriter>
#include <QSaveFile>
#include <QSvgGenerator>

namespace cyclo::ui {
namespace {

constexpr double kPngScale = 2.0;
constexpr int kPointsPerInch = 72;
constexpr int kPixelsPerInch = 96;

struct PlotExportText {
    Q_DECLARE_TR_FUNCTIONS(cyclo::ui::PlotExport)
};

void paintCurves(QPainter& painter, const PlotFrame& frame, const PlotContents& contents, Tone tone) {
    if (contents.cells) return; // they are in the backdrop
    painter.setBrush(Qt::NoBrush);
    const int columns = static_cast<int>(frame.area.width() * kPngScale);
    for (const PlotCurve& curve : contents.curves) {
        const auto thinned = decimateMinMax(curve.data.drawable(), frame.range.x.from, frame.range.x.to,
                                            frame.xScale, columns);
        painter.setPen(curvePen(curve.style, tone));
        for (const QPolygonF& line : clippedLines(frame, thinned, curve.style.axis))
            painter.drawPolyline(line);
    }
}

QString quoted(const QString& field) {
    if (!field.contains(QLatin1Char(',')) && !field.contains(QLatin1Char('"')) &&
        !field.contains(QLatin1Char('\n')))
        return field;
    return QLatin1Char('"') + QString(field).replace(QLatin1Char('"'), QLatin1String("\"\"")) +
           QLatin1Char('"');
}

void writeSvg(QIODevice& device, const PlotFrame& frame, const PlotContents& contents, Tone tone) {
    QSvgGenerator generator;
    generator.setOutputDevice(&device);
    generator.setSize(frame.size.toSize());
    generator.setViewBox(QRectF(QPointF(), frame.size));
    generator.setResolution(kPixelsPerInch); // a pixel of the frame stays one
    generator.setTitle(contents.title);
    generator.setDescription(describePlot(contents));
    QPainter painter(&generator);
    paintPlot(painter, frame, contents, tone);
}

void writePdf(QIODevice& device, const PlotFrame& frame, const PlotContents& contents, Tone tone) {
    QPdfWriter writer(&device);
    writer.setTitle(contents.title);
    writer.setResolution(kPointsPerInch); // a pixel of the frame becomes a point
    writer.setPageSize(QPageSize(frame.size, QPageSize::Point, {}, QPageSize::ExactMatch));
    writer.setPageMargins({});
    QPainter painter(&writer);
    paintPlot(painter, frame, contents, tone);
}

} // namespace

QFont pixelFont(const QFont& font) {
    QFont sized = font;
    sized.setPixelSize(QFontInfo(font).pixelSize());
    return sized;
}

void paintPlot(QPainter& painter, const PlotFrame& frame, const PlotContents& contents, Tone tone) {
    painter.setRenderHint(QPainter::Antialiasing);
    paintBackdrop(painter, frame, contents, tone);
    paintCurves(painter, frame, contents, tone);
    paintFurniture(painter, frame, contents, tone);
    paintMarks(painter, frame, contents, {}, tone);
}

QImage plotImage(const PlotFrame& frame, const PlotContents& contents, Tone tone, double scale) {
    QImage image((frame.size * scale).toSize(), QImage::Format_RGB32);
    image.setDevicePixelRatio(scale);
    QPainter painter(&image);
    paintPlot(painter, frame, contents, tone);
    return image;
}

QByteArray plotCsv(const PlotContents& contents) {
    QByteArray text = "curve,x,y\n";
    for (const PlotCurve& curve : contents.curves) {
        const QByteArray name = quoted(curve.displayName()).toUtf8();
        for (const CurveSample& sample : curve.data.samples())
            text +=
                name + ',' + formatFull(sample.x).toLatin1() + ',' + formatFull(sample.y).toLatin1() + '\n';
    }
    return text;
}

std::optional<QString> exportPlot(const QString& path, const PlotFrame& frame, const PlotContents& contents,
                                  Tone tone) {
    const QString suffix = QFileInfo(path).suffix().toLower();
    if (!QStringList{"png", "svg", "pdf", "csv"}.contains(suffix))
        return PlotExportText::tr("%1: its name should end in .png, .svg, .pdf or .csv").arg(path);
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return PlotExportText::tr("%1: cannot be written: %2").arg(path, file.errorString());
    bool written = true;
    if (suffix == QLatin1String("csv")) {
        const QByteArray text = plotCsv(contents);
        written = file.write(text) == text.size();
    } else if (suffix == QLatin1String("png")) {
        written = plotImage(frame, contents, tone, kPngScale).save(&file, "PNG");
    } else if (suffix == QLatin1String("svg")) {
        writeSvg(file, frame, contents, tone);
    } else {
        writePdf(file, frame, contents, tone);
    }
    if (!written || !file.commit())
        return PlotExportText::tr("%1: cannot be written: %2").arg(path, file.errorString());
    return std::nullopt;
}

} // namespace cyclo::ui
