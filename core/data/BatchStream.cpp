// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/BatchStream.h"

#include "core/data/SampleOrder.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <numeric>
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

/// The background thread and a ring of batches that it fills ahead of the reader. Batch n of the run sits in
/// slot n % kSlots; the slot is the reader's from its next() to the following one, the worker's at all other
/// times.
class BatchStream::Worker {
public:
    Worker(std::shared_ptr<const Dataset> dataset, const BatchOptions& options)
        : dataset_(std::move(dataset)),
          options_(options),
          perEpoch_(batchesIn(*dataset_, options)),
          order_(static_cast<std::size_t>(dataset_->size())),
          thread_([this] { run(); }) {}

    ~Worker() {
        {
            const std::lock_guard lock(mutex_);
            stopping_ = true;
        }
        changed_.notify_all();
        thread_.join();
    }

    const Batch* next();
    std::int64_t batchesPerEpoch() const { return perEpoch_; }

private:
    static constexpr std::int64_t kSlots = 3; // one with the reader, one ready, one being filled

    void run();
    void fillAll();
    bool waitForFreeSlot();
    bool fill(Batch& batch, std::int64_t index);
    void arrange(std::int64_t epoch);

    const std::shared_ptr<const Dataset> dataset_;
    const BatchOptions options_;
    const std::int64_t perEpoch_;

    // The worker thread's own.
    std::vector<std::int64_t> order_;
    std::int64_t arrangedEpoch_ = -1;

    std::array<Batch, kSlots> slots_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::int64_t filled_ = 0;   // batches that are ready or were read
    std::int64_t taken_ = 0;    // batches that were handed to the reader
    std::int64_t returned_ = 0; // batches that the reader has done with
    bool finished_ = false;
    std::exception_ptr error_;
    std::atomic<bool> stopping_ = false;

    std::thread thread_; // last: it uses all of the above
};

const Batch* BatchStream::Worker::next() {
    std::unique_lock lock(mutex_);
    returned_ = taken_;
    changed_.notify_all();
    changed_.wait(lock, [this] { return filled_ > taken_ || finished_; });
    if (filled_ > taken_) return &slots_[static_cast<std::size_t>(taken_++ % kSlots)];
    if (error_) std::rethrow_exception(error_);
    return nullptr;
}

void BatchStream::Worker::run() {
    std::exception_ptr error;
    try {
        fillAll();
    } catch (...) {
        error = std::current_exception();
    }
    const std::lock_guard lock(mutex_);
    error_ = error;
    finished_ = true;
    changed_.notify_all();
}

void BatchStream::Worker::fillAll() {
    const auto runsOn = [this](std::int64_t index) {
        return options_.epochs == 0 || index / perEpoch_ < options_.epochs;
    };
    for (std::int64_t index = options_.firstBatch, n = 0; runsOn(index); ++index, ++n) {
        if (!waitForFreeSlot()) return;
        if (!fill(slots_[static_cast<std::size_t>(n % kSlots)], index)) return;
        const std::lock_guard lock(mutex_);
        ++filled_;
        changed_.notify_all();
    }
}

/// False: stop.
bool BatchStream::Worker::waitForFreeSlot() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return stopping_ || filled_ - returned_ < kSlots; });
    return !stopping_;
}

/// False: stopped in the middle.
bool BatchStream::Worker::fill(Batch& batch, std::int64_t index) {
    arrange(index / perEpoch_);
    const auto sampleCount = static_cast<std::size_t>(dataset_->sampleShape().count());
    const auto batchSize = static_cast<std::size_t>(options_.batchSize);
    batch.src.resize(batchSize * sampleCount); // allocates when the slot is filled for the first time
    batch.labels.resize(batchSize);
    const std::int64_t first = index % perEpoch_ * options_.batchSize;
    batch.index = index;
    batch.size = std::min(options_.batchSize, dataset_->size() - first);
    for (std::int64_t i = 0; i < batch.size; ++i) {
        if (stopping_) return false;
        const std::int64_t sample = order_[static_cast<std::size_t>(first + i)];
        dataset_->copySample(
            sample, std::span(batch.src).subspan(static_cast<std::size_t>(i) * sampleCount, sampleCount));
        batch.labels[static_cast<std::size_t>(i)] = dataset_->label(sample);
    }
    std::fill(batch.src.begin() + batch.size * static_cast<std::int64_t>(sampleCount), batch.src.end(), 0.0f);
    std::fill(batch.labels.begin() + batch.size, batch.labels.end(), 0);
    return true;
}

void BatchStream::Worker::arrange(std::int64_t epoch) {
    if (epoch == arrangedEpoch_) return;
    if (options_.shuffle)
        shuffleForEpoch(order_, options_.seed, epoch);
    else if (arrangedEpoch_ < 0)
        std::iota(order_.begin(), order_.end(), std::int64_t{0});
    arrangedEpoch_ = epoch;
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
