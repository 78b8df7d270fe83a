// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/DataConfig.h"
#include "core/data/Dataset.h"

#include <memory>
#include <string>
#include <vector>

namespace cyclo {

/// A data set ready to train on: normalised training and test samples that fit one network input.
struct DataSource {
    DataConfig config;
    std::string title; ///< for people: "MNIST", "Fashion-MNIST", "Glyphs"
    SampleShape sampleShape;
    std::vector<std::string> classNames;
    std::shared_ptr<const Dataset> train;    ///< normalised; `limit` applied
    std::shared_ptr<const Dataset> test;     ///< normalised with the training set's statistics
    std::shared_ptr<const Dataset> rawTrain; ///< the same samples before normalisation, for pictures

    std::int64_t classCount() const { return static_cast<std::int64_t>(classNames.size()); }
};

/// One line of `data list`: how a spec is written and what it is.
struct DataSpecHelp {
    std::string spec;
    std::string description;
};
std::vector<DataSpecHelp> dataSpecs();

/// Reads or generates the data set that `config.spec` names. May take seconds; touches no global state.
/// @throws DataError  (DataError.h) with path, byte and cause for a file that cannot be used;
///         std::invalid_argument for a spec that does not exist, naming those that do
DataSource openData(const DataConfig& config);

} // namespace cyclo
