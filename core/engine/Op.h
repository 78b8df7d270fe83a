// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/Arena.h"
#include "core/engine/BoundPrimitive.h"
#include "core/engine/Engine.h"
#include "core/engine/ParameterStore.h"

namespace cyclo::engine {

/// One compiled layer: its primitives with their memories.
class Op {
public:
    virtual ~Op() = default;
    virtual void forward(dnnl::stream& stream) = 0;
    /// Reads the gradient of its result; writes those of its parameters, and of its source where that is
    /// needed.
    virtual void backward(dnnl::stream& stream) = 0;
};

/// What travels between ops: values and the gradient of the loss with respect to them, in one layout.
struct Activation {
    memory data;
    memory diff; ///< empty for the network's input: nobody needs its gradient
    bool needsDiff = false;

    memory::desc desc() const { return data.get_desc(); }
};

/// What an op needs to set itself up.
struct PlanContext {
    Engine& engine;
    Arena& arena;
    ParameterStore& parameters;
    Arena::Slot scratchpad;   ///< one for all: primitives run one after another
    Arena::Slot diffSlots[2]; ///< gradients of a chain: each op reads one and writes the other
    int nextDiffSlot = 0;

    /// A result in this layout with a place for its gradient.
    Activation result(const memory::desc& desc) {
        Activation activation{arena.request(desc), arena.request(desc, diffSlots[nextDiffSlot]), true};
        nextDiffSlot ^= 1;
        return activation;
    }
    memory scratchpadFor(const memory::desc& desc) { return arena.request(desc, scratchpad); }
};

} // namespace cyclo::engine
