// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/DataSource.h"

#include <QTableWidget>

#include <memory>

namespace cyclo::ui {

/// The columns of a table that a network learns from: a row for each feature with its histogram (classes
/// stacked), mean, deviation, and range over the raw training samples.
class FeatureTable : public QTableWidget {
    Q_OBJECT

public:
    explicit FeatureTable(QWidget* parent = nullptr);

    void setSource(std::shared_ptr<const DataSource> source); ///< with featureNames; null: nothing to show

private:
    void fill();

    std::shared_ptr<const DataSource> data_;
};

} // namespace cyclo::ui
