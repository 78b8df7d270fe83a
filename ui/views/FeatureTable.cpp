// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/FeatureTable.h"

#include "core/data/HistogramPicture.h"
#include "core/data/Statistics.h"
#include "ui/theme/Numbers.h"
#include "ui/theme/Palette.h"

#include <QHeaderView>
#include <QPainter>

#include <algorithm>
#include <numeric>

namespace cyclo::ui {

namespace {

constexpr std::int64_t kBins = 32;
constexpr int kHistogramWidth = 168;
constexpr int kFeatureHeight = 40;
enum Column { kName, kHistogram, kMean, kDeviation, kSmallestValue, kLargestValue, kColumns };

/// The histogram of one feature.
class HistogramCell : public QWidget {
public:
    explicit HistogramCell(FeatureHistogram histogram) : histogram_(std::move(histogram)) {}

protected:
    void paintEvent(QPaintEvent*) override {
        QPainter painter(this);
        const Tone tone = toneOf(palette());
        std::int64_t most = 1;
        for (const auto& bin : histogram_.counts)
            most = std::max(most, std::accumulate(bin.begin(), bin.end(), std::int64_t{0}));
        const double binWidth = (width() - 8.0) / static_cast<double>(histogram_.counts.size());
        const double scale = (height() - 8.0) / static_cast<double>(most);
        for (std::size_t i = 0; i < histogram_.counts.size(); ++i) {
            double base = height() - 4.0;
            for (std::size_t label = 0; label < histogram_.counts[i].size(); ++label) {
                const double high = scale * static_cast<double>(histogram_.counts[i][label]);
                painter.fillRect(QRectF(4 + static_cast<double>(i) * binWidth, base - high, binWidth, high),
                                 inkColour(runInk(static_cast<int>(label)), tone));
                base -= high;
            }
        }
    }

private:
    FeatureHistogram histogram_;
};

QTableWidgetItem* textItem(const QString& text, Qt::Alignment alignment) {
    auto* item = new QTableWidgetItem(text);
    item->setTextAlignment(alignment | Qt::AlignVCenter);
    item->setToolTip(text);
    return item;
}

} // namespace

FeatureTable::FeatureTable(QWidget* parent) : QTableWidget(parent) {
    setColumnCount(kColumns);
    setHorizontalHeaderLabels(
        {tr("feature"), tr("histogram"), tr("mean"), tr("deviation"), tr("smallest"), tr("largest")});
    setEditTriggers(NoEditTriggers);
    setSelectionMode(NoSelection);
    setShowGrid(false);
    verticalHeader()->hide();
    verticalHeader()->setDefaultSectionSize(kFeatureHeight);
    horizontalHeader()->setSectionResizeMode(kName, QHeaderView::Stretch);
    setColumnWidth(kHistogram, kHistogramWidth);
    for (int column = kMean; column < kColumns; ++column)
        setColumnWidth(column, 88);
    setAccessibleName(tr("Features"));
}

void FeatureTable::setSource(std::shared_ptr<const DataSource> source) {
    if (source == data_) return;
    data_ = std::move(source);
    setRowCount(0);
    if (data_) fill();
}

void FeatureTable::fill() {
    const auto histograms = histogramsOf(*data_->rawTrain, data_->classCount(), kBins);
    const ChannelStatistics statistics = channelStatistics(*data_->rawTrain);
    setRowCount(static_cast<int>(histograms.size()));
    for (int row = 0; row < rowCount(); ++row) {
        const auto i = static_cast<std::size_t>(row);
        const auto number = [&](int column, double value) {
            setItem(row, column, textItem(formatShort(value), Qt::AlignRight));
        };
        setItem(row, kName, textItem(QString::fromStdString(data_->featureNames.at(i)), Qt::AlignLeft));
        setCellWidget(row, kHistogram, new HistogramCell(histograms[i]));
        number(kMean, statistics.mean[i]);
        number(kDeviation, statistics.standardDeviation[i]);
        number(kSmallestValue, histograms[i].smallest);
        number(kLargestValue, histograms[i].largest);
    }
}

} // namespace cyclo::ui
