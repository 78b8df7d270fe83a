// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/HeldOutLoss.h"

#include "core/data/SubsetDataset.h"
#include "core/training/Evaluation.h"

#include <algorithm>

namespace cyclo {

HeldOutLoss::HeldOutLoss(const std::shared_ptr<const Dataset>& dataset, std::int64_t samples,
                         std::int64_t batchSize)
    : samples_(std::min(samples, dataset->size())), targetCount_(dataset->targetCount()) {
    BatchStream stream(firstSamples(dataset, samples),
                       {.batchSize = batchSize, .shuffle = false, .wholeOnly = false, .epochs = 1});
    while (const Batch* batch = stream.next())
        batches_.push_back(*batch);
}

std::optional<double> HeldOutLoss::measure(Network& network, const StopToken& stop) const {
    LossMeter meter;
    for (const Batch& batch : batches_) {
        if (stop.stopRequested()) return std::nullopt;
        const BatchResult result = evaluateBatch(network, batch, targetCount_);
        meter.add(result.loss, result.correct, batch.size);
    }
    return meter.result().loss;
}

} // namespace cyclo
