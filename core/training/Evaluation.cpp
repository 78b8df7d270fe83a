// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/Evaluation.h"

namespace cyclo {

BatchResult evaluateBatch(Network& network, const Batch& batch, std::int64_t targetCount) {
    const auto size = static_cast<std::size_t>(batch.size);
    if (targetCount == 0)
        return network.evaluate(batch.src, std::span<const std::int32_t>(batch.labels).first(size));
    const auto values = size * static_cast<std::size_t>(targetCount);
    return network.evaluate(batch.src, std::span<const float>(batch.targets).first(values));
}

std::optional<LossMeter::Result> evaluate(Network& network, const std::shared_ptr<const Dataset>& dataset,
                                          const StopToken& stop) {
    BatchStream batches(
        dataset, {.batchSize = network.batchSize(), .shuffle = false, .wholeOnly = false, .epochs = 1});
    LossMeter meter;
    while (const Batch* batch = batches.next()) {
        if (stop.stopRequested()) return std::nullopt;
        const BatchResult result = evaluateBatch(network, *batch, dataset->targetCount());
        meter.add(result.loss, result.correct, batch->size);
    }
    return meter.result();
}

} // namespace cyclo
