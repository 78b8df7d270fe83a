// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/Evaluation.h"

#include "core/data/BatchStream.h"

namespace cyclo {

std::optional<LossMeter::Result> evaluate(Network& network, const std::shared_ptr<const Dataset>& dataset,
                                          const StopToken& stop) {
    BatchStream batches(
        dataset, {.batchSize = network.batchSize(), .shuffle = false, .wholeOnly = false, .epochs = 1});
    LossMeter meter;
    while (const Batch* batch = batches.next()) {
        if (stop.stopRequested()) return std::nullopt;
        const auto labels = std::span(batch->labels).first(static_cast<std::size_t>(batch->size));
        const BatchResult result = network.evaluate(batch->src, labels);
        meter.add(result.loss, result.correct, batch->size);
    }
    return meter.result();
}

} // namespace cyclo
