// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/Dnnl.h"

namespace cyclo::engine {

/// The processor as one run uses it: its own oneDNN engine, stream and thread count. oneDNN sizes scratchpads
/// by the thread count it sees when a primitive is made, so primitives are made and executed on the thread
/// that made the Engine.
class Engine {
public:
    /// Sets the OpenMP thread count of the calling thread.
    /// @param threads  >= 1, or 0 for all processors
    explicit Engine(int threads);

    const dnnl::engine& handle() const { return engine_; }
    dnnl::stream& stream() { return stream_; }
    int threads() const { return threads_; }

private:
    int threads_;
    dnnl::engine engine_;
    dnnl::stream stream_;
};

} // namespace cyclo::engine
