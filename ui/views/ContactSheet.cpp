// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/ContactSheet.h"

#include "ui/theme/Numbers.h"
#include "ui/theme/Palette.h"

#include <QPainter>

#include <algorithm>

namespace cyclo::ui {

namespace {

constexpr int kSheetHeaderHeight = 28;
constexpr int kSmallestRow = 24;
constexpr int kLargestRow = 72;
constexpr int kThumbnailGap = 4;
constexpr int kNumberWidth = 72;
constexpr int kMostClasses = 24; ///< more do not fit legibly

uchar toByte(float value) {
    return static_cast<uchar>(std::clamp(value + 0.5F, 0.0F, 255.0F));
}

} // namespace

std::vector<ClassCount> countClasses(const DataSource& data) {
    std::vector<ClassCount> counts(data.classNames.size());
    for (std::int64_t i = 0; i < data.train->size(); ++i) {
        ClassCount& count = counts.at(static_cast<std::size_t>(data.train->label(i)));
        if (count.train++ < kSheetColumns) count.firstTrain.push_back(i);
    }
    for (std::int64_t i = 0; i < data.test->size(); ++i)
        ++counts.at(static_cast<std::size_t>(data.test->label(i))).test;
    return counts;
}

QImage sampleImage(const Dataset& raw, std::int64_t index) {
    const SampleShape shape = raw.sampleShape();
    if ((shape.channels != 1 && shape.channels != 3) || shape.height < 2) return {};
    std::vector<float> values(static_cast<std::size_t>(shape.count()));
    raw.copyTrainingSample(index, {.seed = 1, .epoch = 0}, values);
    const auto plane = static_cast<std::size_t>(shape.height * shape.width);
    const std::size_t green = shape.channels == 3 ? plane : 0;
    QImage image(static_cast<int>(shape.width), static_cast<int>(shape.height), QImage::Format_RGB32);
    for (int y = 0; y < image.height(); ++y) {
        auto* line = reinterpret_cast<QRgb*>(image.scanLine(y));
        for (int x = 0; x < image.width(); ++x) {
            const auto at = static_cast<std::size_t>(y * image.width() + x);
            line[x] = qRgb(toByte(values[at]), toByte(values[at + green]), toByte(values[at + 2 * green]));
        }
    }
    return image;
}

ContactSheet::ContactSheet(QWidget* parent) : QWidget(parent) {
    setMinimumSize(240, 160);
}

void ContactSheet::setSource(std::shared_ptr<const DataSource> source) {
    if (source == data_) return;
    data_ = std::move(source);
    counts_.clear();
    images_.clear();
    if (data_) {
        counts_ = countClasses(*data_);
        for (const ClassCount& count : counts_) {
            std::vector<QImage>& row = images_.emplace_back();
            for (const std::int64_t index : count.firstTrain)
                row.push_back(sampleImage(*data_->rawTrain, index));
        }
        setAccessibleName(tr("Samples of %1").arg(QString::fromStdString(data_->title)));
    }
    update();
}

void ContactSheet::setHint(const QString& hint) {
    hint_ = hint;
    update();
}

void ContactSheet::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const SurfaceColours colours = surfaceColours(toneOf(palette()));
    painter.setPen(colours.mutedText);
    if (!data_) {
        painter.drawText(rect(), Qt::AlignCenter | Qt::TextWordWrap, hint_);
        return;
    }
    const QRect header(0, 0, width(), kSheetHeaderHeight);
    painter.drawText(header, Qt::AlignLeft | Qt::AlignVCenter, tr("class"));
    painter.drawText(header.adjusted(0, 0, -kNumberWidth, 0), Qt::AlignRight | Qt::AlignVCenter,
                     tr("training"));
    painter.drawText(header, Qt::AlignRight | Qt::AlignVCenter, tr("test"));

    int labelWidth = fontMetrics().horizontalAdvance(tr("class"));
    for (const std::string& name : data_->classNames)
        labelWidth = std::max(labelWidth, fontMetrics().horizontalAdvance(QString::fromStdString(name)));
    labelWidth = std::min(labelWidth + 16, width() / 4);

    const auto rows = std::min<std::size_t>(counts_.size(), kMostClasses);
    const int space = (height() - kSheetHeaderHeight) / std::max(1, static_cast<int>(rows));
    const int rowHeight = std::clamp(space, kSmallestRow, kLargestRow);
    for (std::size_t row = 0; row < rows; ++row)
        paintClass(painter, row,
                   QRect(0, kSheetHeaderHeight + static_cast<int>(row) * rowHeight, width(), rowHeight),
                   labelWidth);
}

void ContactSheet::paintClass(QPainter& painter, std::size_t row, const QRect& area, int labelWidth) const {
    const SurfaceColours colours = surfaceColours(toneOf(palette()));
    painter.setPen(colours.mid);
    painter.drawLine(area.topLeft(), area.topRight());
    painter.setPen(colours.text);
    const QRect label(area.left(), area.top(), labelWidth - 8, area.height());
    const QString name = QString::fromStdString(data_->classNames.at(row));
    painter.drawText(label, Qt::AlignLeft | Qt::AlignVCenter,
                     fontMetrics().elidedText(name, Qt::ElideRight, label.width()));
    painter.drawText(area.adjusted(0, 0, -kNumberWidth, 0), Qt::AlignRight | Qt::AlignVCenter,
                     formatCount(counts_[row].train));
    painter.drawText(area, Qt::AlignRight | Qt::AlignVCenter, formatCount(counts_[row].test));

    const int side = area.height() - kThumbnailGap;
    const int right = area.right() - 2 * kNumberWidth;
    int left = labelWidth;
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    for (const QImage& image : images_[row]) {
        if (image.isNull()) continue;
        const int pictureWidth = side * image.width() / image.height();
        if (left + pictureWidth > right) break;
        painter.drawImage(QRect(left, area.top() + kThumbnailGap / 2 + 1, pictureWidth, side), image);
        left += pictureWidth + kThumbnailGap;
    }
}

} // namespace cyclo::ui
