// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/BatchStream.h"

#include "core/data/SampleOrder.h"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <numeric>
#include <optional>
#include <stdexcept>
#include <string>
#include <thread>

namespace cyclo {

namespace {

std::int64_t batchesIn(const Dataset& dataset, const BatchOptions& options) {
    const std::int64_t whole = dataset.size() / options.batchSize;
    const bool rest = dataset.size() % options.batchSize != 0;
    return whole + (rest && !options.wholeOnly ? 1 : 0);
}

void check(const Dataset* dataset, const BatchOptions& options) {
    const auto refuse = [](const std::string& message) {
        throw std::invalid_argument("BatchStream: " + message);
    };
    if (!dataset || dataset->size() < 1) refuse("the data set is empty");
    if (options.batchSize < 1)
        refuse("batchSize must be at least 1, got " + std::to_string(options.batchSize));
    if (options.epochs < 0)
        refuse("epochs must be 0 (endless) or more, got " + std::to_string(options.epochs));
    if (options.firstBatch < 0)
        refuse("firstBatch must be 0 or more, got " + std::to_string(options.firstBatch));
    if (batchesIn(*dataset, options) < 1)
        refuse("a batch of " + std::to_string(options.batchSize) + " samples does not fit in a data set of " +
               std::to_string(dataset->size()));
}

} // namespace

/// Background threads and a ring of batches that they fill ahead of the reader, each thread a whole batch at
/// a time. Batch n of the run sits in slot n % slots; the slot is the reader's from its next() to the
/// following one, and a filling thread's at all other times. What a batch holds follows from its number
/// alone.
class BatchStream::Worker {
public:
    Worker(std::shared_ptr<const Dataset> dataset, const BatchOptions& options)
        : dataset_(std::move(dataset)),
          options_(options),
          perEpoch_(batchesIn(*dataset_, options)),
          slots_(static_cast<std::size_t>(std::max(1, dataset_->loadingThreads()) + 2)) { // + read, + ready
        for (std::size_t i = 2; i < slots_.size(); ++i)
            threads_.emplace_back([this] { run(); });
    }

    ~Worker() {
        {
            const std::lock_guard lock(mutex_);
            stopping_ = true;
        }
        changed_.notify_all();
        for (auto& thread : threads_)
            thread.join();
    }

    const Batch* next();
    std::int64_t batchesPerEpoch() const { return perEpoch_; }

private:
    struct Slot {
        Batch batch;
        bool ready = false;
        std::exception_ptr error; ///< instead of the batch
    };
    /// The samples of one epoch in order: each filling thread has its own, since two may work on two epochs.
    struct Order {
        std::vector<std::int64_t> samples;
        std::int64_t epoch = -1;
    };

    void run();
    std::optional<std::int64_t> claim();
    void fill(Batch& batch, std::int64_t index, Order& order) const;
    void arrange(Order& order, std::int64_t epoch) const;
    bool isPastEnd(std::int64_t n) const {
        return options_.epochs > 0 && options_.firstBatch + n >= options_.epochs * perEpoch_;
    }
    Slot& slotOf(std::int64_t n) { return slots_[static_cast<std::size_t>(n) % slots_.size()]; }

    const std::shared_ptr<const Dataset> dataset_;
    const BatchOptions options_;
    const std::int64_t perEpoch_;

    std::vector<Slot> slots_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::int64_t claimed_ = 0;  // batches that a thread has begun to fill
    std::int64_t taken_ = 0;    // batches that were handed to the reader
    std::int64_t returned_ = 0; // batches that the reader has done with
    std::atomic<bool> stopping_ = false;

    std::vector<std::thread> threads_; // last: they use all of the above
};

const Batch* BatchStream::Worker::next() {
    std::unique_lock lock(mutex_);
    for (; returned_ < taken_; ++returned_)
        slotOf(returned_).ready = false;
    changed_.notify_all();
    if (isPastEnd(taken_)) return nullptr;
    Slot& slot = slotOf(taken_);
    changed_.wait(lock, [&] { return slot.ready; });
    if (slot.error) std::rethrow_exception(slot.error);
    ++taken_;
    return &slot.batch;
}

void BatchStream::Worker::run() {
    Order order;
    while (const auto n = claim()) {
        Slot& slot = slotOf(*n);
        std::exception_ptr error;
        try {
            fill(slot.batch, options_.firstBatch + *n, order);
        } catch (...) {
            error = std::current_exception();
        }
        const std::lock_guard lock(mutex_);
        slot.error = error;
        slot.ready = true;
        changed_.notify_all();
    }
}

/// The next batch to fill, once its slot is free; nothing after the last one and after a stop.
std::optional<std::int64_t> BatchStream::Worker::claim() {
    std::unique_lock lock(mutex_);
    const auto slots = static_cast<std::int64_t>(slots_.size());
    changed_.wait(lock, [&] { return stopping_ || isPastEnd(claimed_) || claimed_ - returned_ < slots; });
    if (stopping_ || isPastEnd(claimed_)) return std::nullopt;
    return claimed_++;
}

/// After a stop the batch is left as it is.
void BatchStream::Worker::fill(Batch& batch, std::int64_t index, Order& order) const {
    const TrainingPass pass{.seed = options_.seed, .epoch = index / perEpoch_};
    arrange(order, pass.epoch);
    const auto sampleCount = static_cast<std::size_t>(dataset_->sampleShape().count());
    const auto targetCount = static_cast<std::size_t>(dataset_->targetCount());
    const auto batchSize = static_cast<std::size_t>(options_.batchSize);
    batch.src.resize(batchSize * sampleCount); // allocates when the slot is filled for the first time
    batch.labels.resize(batchSize);
    batch.targets.resize(batchSize * targetCount);
    const std::int64_t first = index % perEpoch_ * options_.batchSize;
    batch.index = index;
    batch.size = std::min(options_.batchSize, dataset_->size() - first);
    for (std::int64_t i = 0; i < batch.size && !stopping_; ++i) {
        const auto at = static_cast<std::size_t>(i);
        const std::int64_t sample = order.samples[static_cast<std::size_t>(first + i)];
        dataset_->copyTrainingSample(sample, pass,
                                     std::span(batch.src).subspan(at * sampleCount, sampleCount));
        dataset_->copyTargets(sample, std::span(batch.targets).subspan(at * targetCount, targetCount));
        batch.labels[at] = dataset_->label(sample);
    }
    std::fill(batch.src.begin() + batch.size * static_cast<std::int64_t>(sampleCount), batch.src.end(), 0.0f);
    std::fill(batch.labels.begin() + batch.size, batch.labels.end(), 0);
    std::fill(batch.targets.begin() + batch.size * static_cast<std::int64_t>(targetCount),
              batch.targets.end(), 0.0f);
}

void BatchStream::Worker::arrange(Order& order, std::int64_t epoch) const {
    if (epoch == order.epoch) return;
    const bool fresh = order.samples.empty();
    order.samples.resize(static_cast<std::size_t>(dataset_->size()));
    if (options_.shuffle)
        shuffleForEpoch(order.samples, options_.seed, epoch);
    else if (fresh)
        std::iota(order.samples.begin(), order.samples.end(), std::int64_t{0});
    order.epoch = epoch;
}

BatchStream::BatchStream(std::shared_ptr<const Dataset> dataset, const BatchOptions& options) {
    check(dataset.get(), options);
    worker_ = std::make_unique<Worker>(std::move(dataset), options);
}

BatchStream::~BatchStream() = default;

const Batch* BatchStream::next() {
    return worker_->next();
}

std::int64_t BatchStream::batchesPerEpoch() const {
    return worker_->batchesPerEpoch();
}

} // namespace cyclo
