// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/Dataset.h"

#include <cstdint>
#include <memory>
#include <vector>

namespace cyclo {

/// Samples of one step, gathered: src is [N, C, H, W] plain f32.
struct Batch {
    std::int64_t index = 0;           ///< position in the stream, from 0; for training the step it belongs to
    std::int64_t size = 0;            ///< N: valid samples; a short last batch has fewer than batchSize
    std::vector<float> src;           ///< batchSize * C * H * W values; those of missing samples are 0
    std::vector<std::int32_t> labels; ///< batchSize values; those of missing samples are 0
    std::vector<float> targets;       ///< batchSize * targetCount() values, likewise; empty for classes
};

struct BatchOptions {
    std::int64_t batchSize = 1;
    bool shuffle = true;         ///< a new order each epoch, decided by (seed, epoch) alone; else file order
    bool wholeOnly = true;       ///< leave out the short last batch of an epoch
    std::int64_t epochs = 0;     ///< 0: endless; else next() returns nullptr after so many epochs
    std::uint64_t seed = 1;      ///< of the order and of what augmentation does
    std::int64_t firstBatch = 0; ///< start at this index of the stream; the same batches as if run up to it
};

/// Batches of a data set in order, assembled ahead of use on background threads: one, or more
/// where the samples need it (Dataset::loadingThreads).
/// One thread calls next(); the destructor stops the background threads at once.
class BatchStream {
public:
    /// @throws std::invalid_argument  if the data set is empty, or wholeOnly and smaller than one batch
    BatchStream(std::shared_ptr<const Dataset> dataset, const BatchOptions& options);
    ~BatchStream();
    BatchStream(const BatchStream&) = delete;
    BatchStream& operator=(const BatchStream&) = delete;

    /// The next batch, valid until the following call; nullptr after the last one.
    /// Rethrows what reading a sample threw.
    const Batch* next();

    std::int64_t batchesPerEpoch() const;

private:
    class Worker;
    std::unique_ptr<Worker> worker_;
};

} // namespace cyclo
