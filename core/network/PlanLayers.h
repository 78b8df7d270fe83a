// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/Plan.h"
#include "core/network/Network.h"

#include <memory>

namespace cyclo {

/// Turns the description into a finished plan: chooses the layout of activations and lets layers take in the
/// ReLU that follows them.
std::unique_ptr<engine::Plan> planLayers(engine::Engine& engine, engine::ParameterStore& parameters,
                                         const NetworkSpec& spec, const CompileOptions& options);

} // namespace cyclo
