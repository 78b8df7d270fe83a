// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/Dataset.h"

#include <memory>
#include <string>
#include <vector>

namespace cyclo {

/// What a reader or generator gives: both splits as they are in the file, before limit and normalisation.
struct RawData {
    std::string title;                   ///< for people: "MNIST"
    std::vector<std::string> classNames; ///< empty where the samples have real targets
    std::shared_ptr<const Dataset> train;
    std::shared_ptr<const Dataset> test;     ///< of the same sample shape
    std::vector<std::string> featureNames{}; ///< of the columns of a table; else empty
    std::vector<std::string> targetNames{};  ///< of real targets
    std::vector<std::string> notes{};        ///< one line each on what a person should know of the reading
};

} // namespace cyclo
