// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/BatchStream.h"
#include "core/network/Network.h"
#include "core/training/StopToken.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace cyclo {

/// The first samples of a data set, kept in memory as batches, to measure the same loss again and again.
class HeldOutLoss {
public:
    /// @param samples    the first so many, or all where there are fewer; >= 1
    /// @param batchSize  of the network that will be measured
    /// @throws std::invalid_argument  for no samples; what reading a sample throws
    HeldOutLoss(const std::shared_ptr<const Dataset>& dataset, std::int64_t samples, std::int64_t batchSize);

    std::int64_t samples() const { return samples_; }

    /// Mean loss over the samples with the weights as they are, in evaluation (running statistics, no
    /// dropout); may be NaN or infinite. Changes nothing of the network. Nothing where a stop was asked for
    /// before the end.
    std::optional<double> measure(Network& network, const StopToken& stop) const;

private:
    std::int64_t samples_;
    std::int64_t targetCount_;
    std::vector<Batch> batches_;
};

} // namespace cyclo
