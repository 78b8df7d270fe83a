// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/Arena.h"
#include "core/engine/BoundPrimitive.h"
#include "core/engine/Engine.h"
#include "core/engine/ParameterStore.h"

#include <initializer_list>
#include <memory>
#include <utility>
#include <vector>

namespace cyclo::engine {

/// What a forward pass is for: layers such as batch-norm and dropout do different things.
enum class Phase { Training, Evaluation };

/// What travels between ops: values, and the gradient of the loss with respect to them.
struct Activation {
    /// A part of the gradient, in the layout of the data.
    struct Diff {
        memory place;
        bool shared = false; ///< is another activation's too, and must not be overwritten
    };

    memory data;
    bool needsDiff = false;  ///< false for the network's input: nobody needs its gradient
    bool readByItsOp = true; ///< on the way back, too, by the op whose result it is
    int consumers = 0;       ///< ops that read it
    std::vector<Diff> diffs; ///< one from each consumer, as they are set up for the way back

    memory::desc desc() const { return data.get_desc(); }
};
using ActivationRef = std::shared_ptr<Activation>;

/// What an op needs to set itself up. `op` is the number of the op that is at it; `type` is how activations,
/// their gradients, and the weights that primitives read are stored: f32 or bf16.
class PlanContext {
public:
    PlanContext(Engine& planEngine, Arena& planArena, ParameterStore& store, memory::data_type storedAs)
        : engine(planEngine), arena(planArena), parameters(store), type(storedAs) {}

    Engine& engine;
    Arena& arena;
    ParameterStore& parameters;
    const memory::data_type type;
    int op = 0;

    const dnnl::engine& handle() const { return engine.handle(); }

    /// A result in this layout. @param needsDiff  of the source, for an op without parameters
    ActivationRef result(const memory::desc& desc, bool needsDiff = true);

    /// A place for the gradient that this op hands to its source, where that is wanted.
    memory addDiff(Activation& src);

    /// Likewise, for an op that has no more use of the source when it writes its gradient: over the source
    /// itself where nobody else has, so that less memory is gone through.
    memory addDiffOverData(Activation& src);

    using Arguments = std::initializer_list<std::pair<int, memory>>;
    /// Each notes that the op works on these memories on its way.
    BoundPrimitive bindForward(dnnl::primitive primitive, Arguments arguments);
    BoundPrimitive bindBackward(dnnl::primitive primitive, Arguments arguments);
    void useForward(std::initializer_list<memory> places);
    void useBackward(std::initializer_list<memory> places);

private:
    BoundPrimitive bind(dnnl::primitive primitive, Arguments arguments, Moment moment);
};

/// One compiled layer: its primitives with their memories. The constructor of an op sets up its way forward;
/// bindBackward() is called when all ops are there, the last op first, and sets up the way back.
class Op {
public:
    virtual ~Op() = default;

    /// Reads the gradients of its result, which are complete; adds one to its source where that needs it.
    virtual void bindBackward(PlanContext& context) = 0;

    virtual void forward(dnnl::stream& stream, Phase phase) = 0;
    /// Writes the gradients of its parameters, and of its source where that is needed.
    virtual void backward(dnnl::stream& stream) = 0;
    /// The same; and applies the update to the parameters for which the op has told the store that it does,
    /// instead of writing their gradients.
    virtual void backwardAndUpdate(dnnl::stream& stream, ParameterUpdate&) { backward(stream); }

    /// What the op waits for, as it goes through it faster than memory can follow: large places that it reads
    /// or writes and that the op before it does not.
    virtual std::vector<memory> awaitedForward() const { return {}; }
    virtual std::vector<memory> awaitedBackward() const { return {}; }
    /// Told what the op that runs next awaits, an op that leaves memory idle may fetch it meanwhile. When
    /// everything has its place.
    virtual void fetchForward(const std::vector<memory>&) {}
    virtual void fetchBackward(const std::vector<memory>&) {}
};

} // namespace cyclo::engine
