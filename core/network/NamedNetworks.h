// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/network/NetworkSpec.h"

#include <string>
#include <vector>

namespace cyclo {

/// One line of help: how a spec is written and what it is.
struct NetworkSpecHelp {
    std::string spec;
    std::string description;
};
std::vector<NetworkSpecHelp> networkSpecs();

/// The network that `--net` names, with `classes` outputs: "mlp:H1,H2,..." (ReLU perceptron, "mlp:" alone is
/// linear) or "lenet" (Caffe's: no ReLU after the convolutions; LeCun et al. 1998).
/// @throws std::invalid_argument  for a spec that does not exist, naming those that do
NetworkSpec networkFromSpec(const std::string& spec, std::int64_t classes);

} // namespace cyclo
