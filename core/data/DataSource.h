// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/DataConfig.h"
#include "core/data/Dataset.h"

#include <memory>
#include <string>
#include <vector>

namespace cyclo {

/// A real target and what it was standardised with.
struct TargetColumn {
    std::string name;
    double mean = 0.0; ///< over the training samples, in its own units
    double standardDeviation = 0.0;

    bool operator==(const TargetColumn&) const = default;
};

/// A data set ready to train on: normalised training and test samples that fit one network input.
struct DataSource {
    DataConfig config;
    std::string title; ///< for people: "MNIST", "Fashion-MNIST", "Glyphs"
    SampleShape sampleShape;
    std::vector<std::string> classNames;     ///< empty: the samples have real targets
    std::shared_ptr<const Dataset> train;    ///< normalised and augmented; `limit` applied
    std::shared_ptr<const Dataset> test;     ///< normalised with the training set's statistics
    std::shared_ptr<const Dataset> rawTrain; ///< the same samples before normalisation, for pictures

    std::vector<std::string> featureNames; ///< of the columns of a table; else empty
    std::vector<TargetColumn> targets; ///< standardised in train and test; empty: the samples have classes
    std::vector<std::string> notes;    ///< one line each on what was done to the files

    bool isRegression() const { return !targets.empty(); }
    std::int64_t classCount() const { return static_cast<std::int64_t>(classNames.size()); }
};

/// Outputs that a network needs: one per class or real target.
inline std::int64_t outputCount(const DataSource& data) {
    return data.isRegression() ? static_cast<std::int64_t>(data.targets.size()) : data.classCount();
}

/// Reads or generates the data set that `config.spec` names. May take seconds; touches no global state.
/// @throws DataError  (DataError.h) with path, byte and cause for a file that cannot be used;
///         std::invalid_argument for a spec that does not exist, naming those that do
DataSource openData(const DataConfig& config);

} // namespace cyclo
