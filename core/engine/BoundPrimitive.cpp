// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/BoundPrimitive.h"

namespace cyclo::engine {

BoundPrimitive::BoundPrimitive(dnnl::primitive primitive,
                               std::span<const std::pair<int, memory>> arguments)
    : primitive_(std::move(primitive)) {
    for (const auto& [argument, place] : arguments) {
        memories_.push_back(place);
        arguments_.push_back({argument, place.get()});
    }
}

void BoundPrimitive::execute(dnnl::stream& stream) const {
    dnnl::error::wrap_c_api(dnnl_primitive_execute(primitive_.get(), stream.get(),
                                                   static_cast<int>(arguments_.size()), arguments_.data()),
                            "could not execute a primitive");
}

} // namespace cyclo::engine
