// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/BatchStream.h"
#include "core/data/SampleOrder.h"
#include "tests/support/Catch.h"
#include "tests/support/CountingDataset.h"
#include "tests/support/Messages.h"

#include <algorithm>
#include <atomic>
#include <numeric>
#include <thread>

using namespace cyclo;
using namespace cyclo::test;

namespace {

BatchOptions inFileOrder(std::int64_t batchSize, std::int64_t epochs) {
    return {.batchSize = batchSize,
            .shuffle = false,
            .wholeOnly = false,
            .epochs = epochs,
            .seed = 1,
            .firstBatch = 0};
}

std::vector<Batch> readAll(BatchStream& stream) {
    std::vector<Batch> batches;
    while (const Batch* batch = stream.next())
        batches.push_back(*batch);
    return batches;
}

std::vector<std::int32_t> labelsOf(const std::vector<Batch>& batches) {
    std::vector<std::int32_t> labels;
    for (const Batch& batch : batches)
        labels.insert(labels.end(), batch.labels.begin(), batch.labels.begin() + batch.size);
    return labels;
}

std::vector<std::int64_t> orderOf(std::size_t size, std::uint64_t seed, std::int64_t epoch) {
    std::vector<std::int64_t> order(size);
    shuffleForEpoch(order, seed, epoch);
    return order;
}

/// Says when the first sample is being read, and reads the others slowly.
class SlowDataset : public CountingDataset {
public:
    using CountingDataset::CountingDataset;
    void copySample(std::int64_t index, std::span<float> dst) const override {
        ++reads;
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
        CountingDataset::copySample(index, dst);
    }
    mutable std::atomic<std::int64_t> reads = 0;
};

} // namespace

TEST_CASE("The order of an epoch is a permutation decided by seed and epoch alone", "[data][batches]") {
    auto order = orderOf(1000, 5, 3);
    CHECK(order == orderOf(1000, 5, 3));
    CHECK(order != orderOf(1000, 5, 4));
    CHECK(order != orderOf(1000, 6, 3));
    std::vector<std::int64_t> all(1000);
    std::iota(all.begin(), all.end(), 0);
    CHECK(order != all);
    std::sort(order.begin(), order.end());
    CHECK(order == all);
    CHECK(orderOf(1, 5, 0) == std::vector<std::int64_t>{0});
}

TEST_CASE("Every sample is as likely at the front of an epoch as any other", "[data][batches]") {
    std::vector<int> counts(8);
    for (std::int64_t epoch = 0; epoch < 8000; ++epoch)
        ++counts.at(static_cast<std::size_t>(orderOf(8, 1, epoch).front()));
    // Binomial, n = 8000, p = 1/8: mean 1000, standard deviation 29.6; 6 sigma is 178.
    for (int count : counts)
        CHECK(std::abs(count - 1000) < 178);
}

TEST_CASE("A short last batch counts its samples and fills the rest with zeros", "[data][batches]") {
    BatchStream stream(std::make_shared<CountingDataset>(7), inFileOrder(3, 2));
    CHECK(stream.batchesPerEpoch() == 3);
    const auto batches = readAll(stream);
    REQUIRE(batches.size() == 6);
    for (std::size_t i = 0; i < batches.size(); ++i)
        CHECK(batches[i].index == static_cast<std::int64_t>(i));
    CHECK(labelsOf(batches) == std::vector<std::int32_t>{0, 1, 2, 3, 4, 5, 6, 0, 1, 2, 3, 4, 5, 6});
    // The slot of the last batch held whole batches before: sample 6 has the value 7, then nothing may be
    // left.
    for (std::size_t last : {std::size_t{2}, std::size_t{5}}) {
        CHECK(batches[last].size == 1);
        CHECK(batches[last].src == std::vector<float>{7, 7, 7, 7, 0, 0, 0, 0, 0, 0, 0, 0});
        CHECK(batches[last].labels == std::vector<std::int32_t>{6, 0, 0});
    }
}

TEST_CASE("With whole batches only, the rest of an epoch is left out", "[data][batches]") {
    BatchOptions options = inFileOrder(3, 2);
    options.wholeOnly = true;
    BatchStream stream(std::make_shared<CountingDataset>(8), options);
    CHECK(stream.batchesPerEpoch() == 2);
    CHECK(labelsOf(readAll(stream)) == std::vector<std::int32_t>{0, 1, 2, 3, 4, 5, 0, 1, 2, 3, 4, 5});
    CHECK(stream.next() == nullptr);
}

TEST_CASE("A shuffled epoch has every sample once, with its own label, in a new order each time",
          "[data][batches]") {
    BatchOptions options = inFileOrder(8, 2);
    options.shuffle = true;
    BatchStream stream(std::make_shared<CountingDataset>(50), options);
    const auto batches = readAll(stream);
    for (const Batch& batch : batches)
        for (std::int64_t i = 0; i < batch.size; ++i)
            REQUIRE(batch.src[static_cast<std::size_t>(4 * i)] ==
                    static_cast<float>(batch.labels[static_cast<std::size_t>(i)] + 1));
    auto labels = labelsOf(batches);
    REQUIRE(labels.size() == 100);
    CHECK_FALSE(std::equal(labels.begin(), labels.begin() + 50, labels.begin() + 50));
    std::sort(labels.begin(), labels.begin() + 50);
    for (std::int32_t i = 0; i < 50; ++i)
        CHECK(labels[static_cast<std::size_t>(i)] == i);
}

TEST_CASE("A stream that starts at a later batch gives what running up to it gives", "[data][batches]") {
    BatchOptions options = inFileOrder(8, 3);
    options.shuffle = true;
    options.wholeOnly = GENERATE(true, false);
    const auto dataset = std::make_shared<CountingDataset>(50);
    BatchStream whole(dataset, options);
    const auto all = readAll(whole);
    options.firstBatch = GENERATE(0, 5, 6, 7, 17);
    BatchStream late(dataset, options);
    const auto rest = readAll(late);
    REQUIRE(rest.size() == all.size() - static_cast<std::size_t>(options.firstBatch));
    for (std::size_t i = 0; i < rest.size(); ++i) {
        const Batch& expected = all[i + static_cast<std::size_t>(options.firstBatch)];
        CHECK(rest[i].index == expected.index);
        CHECK(rest[i].labels == expected.labels);
        CHECK(rest[i].src == expected.src);
    }
}

TEST_CASE("A stream that starts beyond its last epoch is at its end", "[data][batches]") {
    BatchOptions options = inFileOrder(5, 2);
    options.firstBatch = 4;
    BatchStream stream(std::make_shared<CountingDataset>(10), options);
    CHECK(stream.next() == nullptr);
}

TEST_CASE("A batch stays as it is until the following call", "[data][batches]") {
    BatchStream stream(std::make_shared<CountingDataset>(100), inFileOrder(1, 0));
    for (int i = 0; i < 1000; ++i) { // endless: ten epochs
        const Batch* batch = stream.next();
        const Batch before = *batch;
        std::this_thread::yield();
        REQUIRE(batch->labels == before.labels);
        REQUIRE(batch->labels[0] == i % 100);
    }
}

TEST_CASE("The batches of a stream take turns in a few buffers", "[data][batches]") {
    BatchStream stream(std::make_shared<CountingDataset>(64), inFileOrder(4, 4));
    std::vector<const float*> buffers;
    while (const Batch* batch = stream.next())
        buffers.push_back(batch->src.data());
    REQUIRE(buffers.size() == 64);
    std::sort(buffers.begin(), buffers.end());
    CHECK(std::unique(buffers.begin(), buffers.end()) - buffers.begin() <= 4);
}

TEST_CASE("What reading a sample throws comes out of next, after the batches before it", "[data][batches]") {
    const SampleShape shape;
    BatchStream stream(std::make_shared<CountingDataset>(20, shape, 13), inFileOrder(5, 1));
    CHECK(stream.next() != nullptr);
    CHECK(stream.next() != nullptr);
    CHECK_THAT(messageOf<std::runtime_error>([&] { stream.next(); }),
               ContainsSubstring("sample 13 cannot be read"));
    CHECK_THROWS_AS(stream.next(), std::runtime_error);
}

TEST_CASE("A stream stops in the middle of a batch", "[data][batches]") {
    const auto dataset = std::make_shared<SlowDataset>(100000);
    {
        BatchStream stream(dataset, inFileOrder(100000, 1)); // one batch of 100 s
        while (dataset->reads == 0)
            std::this_thread::yield();
    }
    CHECK(dataset->reads < 5000);
}

TEST_CASE("A stream stops with its queue full and nothing read", "[data][batches]") {
    const auto dataset = std::make_shared<SlowDataset>(10);
    {
        BatchStream stream(dataset, inFileOrder(1, 0));
        while (dataset->reads < 3) // as many as there are buffers: now it waits
            std::this_thread::yield();
    }
    CHECK(dataset.use_count() == 1);
    CHECK(dataset->reads == 3);
}

TEST_CASE("Batch options that make no batch are refused", "[data][batches]") {
    const auto refused = [](std::int64_t size, BatchOptions options) {
        return messageOf<std::invalid_argument>(
            [&] { BatchStream stream(std::make_shared<CountingDataset>(size), options); });
    };
    BatchOptions options = inFileOrder(4, 1);
    CHECK_THAT(refused(0, options), ContainsSubstring("empty"));
    CHECK(refused(3, options) == "no error"); // one short batch
    options.wholeOnly = true;
    CHECK_THAT(refused(3, options),
               ContainsSubstring("a batch of 4 samples does not fit in a data set of 3"));
    CHECK_THAT(refused(4, {.batchSize = 0}), ContainsSubstring("batchSize must be at least 1, got 0"));
    CHECK_THAT(refused(4, {.epochs = -1}), ContainsSubstring("epochs"));
    CHECK_THAT(refused(4, {.firstBatch = -1}), ContainsSubstring("firstBatch"));
    CHECK_THROWS_AS(BatchStream(nullptr, options), std::invalid_argument);
}
