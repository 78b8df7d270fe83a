// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/DataSource.h"

#include <QImage>
#include <QString>
#include <QWidget>

#include <memory>
#include <vector>

namespace cyclo::ui {

/// One class of a data set: how many samples it has and where the first of them are.
struct ClassCount {
    std::int64_t train = 0;
    std::int64_t test = 0;
    std::vector<std::int64_t> firstTrain; ///< indices of its first training samples, at most kSheetColumns
};
inline constexpr int kSheetColumns = 32;

std::vector<ClassCount> countClasses(const DataSource& data);

/// Sample `index`, as the first pass of training sees it, as a grey or colour picture, values clamped to
/// 0..255; null for samples that are no images (neither 1 nor 3 channels, or a single row).
QImage sampleImage(const Dataset& raw, std::int64_t index);

/// Samples of each class in a row, with how many there are for training and test.
class ContactSheet : public QWidget {
    Q_OBJECT

public:
    explicit ContactSheet(QWidget* parent = nullptr);

    void setSource(std::shared_ptr<const DataSource> source); ///< null: nothing to show
    void setHint(const QString& hint);                        ///< what stands there while there is nothing

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void paintClass(QPainter& painter, std::size_t row, const QRect& area, int labelWidth) const;

    std::shared_ptr<const DataSource> data_;
    QString hint_;
    std::vector<ClassCount> counts_;
    std::vector<std::vector<QImage>> images_; ///< per class
};

} // namespace cyclo::ui
