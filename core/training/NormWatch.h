// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/network/Network.h"
#include "core/training/Diagnosis.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace cyclo {

/// Keeps the norms of every layer over the last steps of a run, for the case that it diverges. Allocates
/// nothing after the first kKept steps. On the thread of the network.
class NormWatch final : public ParameterUpdate {
public:
    static constexpr std::size_t kKept = 32; ///< steps

    /// @param network  outlives the watch
    explicit NormWatch(Network& network);

    /// Begins the record of a step. Each part of the parameters then comes to apply(), which goes on to the
    /// update.
    void begin(std::int64_t step, double learningRate, double loss, ParameterUpdate& update);
    void apply(std::size_t begin, std::span<const float> gradients) override;
    void end(); ///< when all parts have come

    /// After the step that ended the run, which made no backward().
    Diagnosis diagnose(std::int64_t step, double learningRate, double loss);

private:
    /// Of what a thread met of a layer.
    struct Sums {
        double weights = 0.0;
        double gradient = 0.0;
    };
    Sums& sumsOf(std::size_t thread, std::size_t layer) { return sums_[thread * layersPadded_ + layer]; }

    Network& network_;
    std::vector<std::string> layers_;
    std::vector<std::size_t> ends_; ///< of the layers in the flat parameters
    std::size_t layersPadded_ = 0;  ///< so that threads do not share a cache line
    std::vector<Sums> sums_;        ///< of squares, [threads][layersPadded_]
    std::span<const float> weights_;
    ParameterUpdate* update_ = nullptr;
    std::vector<NormRecord> records_; ///< a ring
    std::size_t next_ = 0; ///< in the ring: the one that is being made, or the oldest once it is full
};

} // namespace cyclo
