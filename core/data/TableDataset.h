// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/Dataset.h"

#include <vector>

namespace cyclo {

/// Real targets of some samples.
struct RealTargets {
    std::int64_t perSample = 1;
    std::vector<float> values;     ///< [samples, perSample], less the offsets
    std::vector<double> offsets{}; ///< of each target (Dataset::targetOffsets); empty: none
};

/// Rows of features held in memory, each with a class or with real targets.
class TableDataset : public Dataset {
public:
    /// @param values   labels.size() rows of `features` values, less the offsets; a sample is [features, 1,
    /// 1]
    /// @param offsets  of each feature; empty: none
    /// @throws std::invalid_argument  if the counts do not agree
    TableDataset(std::int64_t features, std::vector<float> values, std::vector<std::int32_t> labels,
                 std::vector<double> offsets = {});

    /// The same with real targets; every label is 0.
    TableDataset(std::int64_t features, std::vector<float> values, RealTargets targets,
                 std::vector<double> offsets = {});

    std::int64_t size() const override { return static_cast<std::int64_t>(labels_.size()); }
    SampleShape sampleShape() const override { return {.channels = features_, .height = 1, .width = 1}; }
    void copySample(std::int64_t index, std::span<float> dst) const override;
    std::vector<double> offsets() const override { return offsets_; }
    std::int32_t label(std::int64_t index) const override;
    std::int64_t targetCount() const override { return targets_.perSample; }
    void copyTargets(std::int64_t index, std::span<float> dst) const override;
    std::vector<double> targetOffsets() const override { return targets_.offsets; }

private:
    void takeOffsets(std::vector<double> offsets);
    void checkCounts() const;

    std::int64_t features_;
    std::vector<float> values_;
    std::vector<double> offsets_;
    std::vector<std::int32_t> labels_;
    RealTargets targets_{.perSample = 0, .values = {}};
};

} // namespace cyclo
