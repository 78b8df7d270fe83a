// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/Dataset.h"

#include <memory>
#include <string>
#include <vector>

namespace cyclo {

/// What a reader or generator gives: both splits as they are in the file, before limit and normalisation.
struct RawData {
    std::string title; ///< for people: "MNIST"
    std::vector<std::string> classNames;
    std::shared_ptr<const Dataset> train;
    std::shared_ptr<const Dataset> test; ///< of the same sample shape
};

} // namespace cyclo
