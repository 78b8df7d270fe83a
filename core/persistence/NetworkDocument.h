// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/experiments/ExperimentConfig.h"
#include "core/persistence/JsonValue.h"

#include <filesystem>
#include <string>

namespace cyclo {

// A network as a file, `--net net:FILE.json`:
//   {"format": "cyclometer.network", "version": 1, "initialization": "he",
//    "layers": [{"kind": "conv", "name": "first", "out_channels": 16, "kernel_size": 3, "padding": 1},
//               {"kind": "batch_norm"}, {"kind": "relu"}, ..., {"kind": "add", "other": "first"}, ...,
//               {"kind": "linear"}]}
// The kinds and their options are in resources/schemas/network.schema.json.

/// @throws FileError  naming the layer, the option and what would be right
NetworkSpec networkFromJson(const JsonValue& json);

/// @throws FileError  with the path
NetworkSpec loadNetwork(const std::filesystem::path& path);

/// Sets the network of an experiment to what a spec names, a "net:FILE.json" with what the file holds.
/// @throws std::invalid_argument  for a spec that does not exist; FileError for a file that cannot be used;
/// the experiment is as it was then
void setNetwork(ExperimentConfig& config, const std::string& spec);

} // namespace cyclo
