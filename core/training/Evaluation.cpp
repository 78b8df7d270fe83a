// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/Evaluation.h"

#include "core/data/BatchStream.h"

namespace cyclo {

std::optional<LossMeter::Result> evaluate(Network& network, const std::shared_ptr<const Dataset>& dataset,
                                          const StopToken& stop) {
    BatchStream batches(
        dataset, {.batchSize = network.batchSize(), .shuffle = false, .wholeOnly = false, .epochs = 1});
    const auto targetCount = static_cast<std::size_t>(dataset->targetCount());
    LossMeter meter;
    while (const Batch* batch = batches.next()) {
        if (stop.stopRequested()) return std::nullopt;
        const auto size = static_cast<std::size_t>(batch->size);
        const BatchResult result =
            targetCount > 0
                ? network.evaluate(batch->src,
                                   std::span<const float>(batch->targets).first(size * targetCount))
                : network.evaluate(batch->src, std::span<const std::int32_t>(batch->labels).first(size));
        meter.add(result.loss, result.correct, batch->size);
    }
    return meter.result();
}

} // namespace cyclo
