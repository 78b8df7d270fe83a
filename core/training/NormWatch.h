// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/network/Network.h"
#include "core/optim/UpdateKernels.h"
#include "core/training/Diagnosis.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace cyclo {

/// Keeps the norms of every layer over the last steps of a run, for the case that it diverges. Allocates
/// nothing after the first kKept steps. On the thread of the network.
class NormWatch {
public:
    static constexpr std::size_t kKept = 32; ///< steps

    /// @param network  outlives the watch
    explicit NormWatch(Network& network);

    /// After backward() and before the update.
    void look(std::int64_t step, double learningRate, double loss);

    /// After the step that ended the run, which made no backward().
    Diagnosis diagnose(std::int64_t step, double learningRate, double loss);

private:
    /// A piece of the flat parameters that belongs to one layer.
    struct Part {
        std::size_t begin = 0;
        std::size_t size = 0;
        std::size_t layer = 0;
    };
    void addParts(std::size_t begin, std::size_t end, std::size_t layer);
    NormRecord& record(std::int64_t step, double learningRate, double loss);

    Network& network_;
    std::vector<std::string> layers_;
    std::vector<Part> parts_;
    std::vector<detail::SquaredNorms> squares_; ///< of weights and gradient of each part
    std::vector<NormRecord> records_;           ///< a ring
    std::size_t next_ = 0;                      ///< in the ring: the oldest once it is full
};

} // namespace cyclo
