// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/ByteDataset.h"
#include "core/data/DataSource.h"
#include "core/data/NormalizedDataset.h"
#include "core/data/Statistics.h"
#include "tests/support/Catch.h"
#include "tests/support/IdxFiles.h"
#include "tests/support/Messages.h"
#include "tests/support/TestData.h"

using namespace cyclo;
using namespace cyclo::test;

namespace {

/// Two samples of 2 channels × 1 × 2. Channel 0 holds 0 2 | 4 6: mean 3, variance (9+1+1+9)/4 = 5.
/// Channel 1 is 8 everywhere: no spread.
std::shared_ptr<const Dataset> twoChannels() {
    return std::make_shared<ByteDataset>(SampleShape{.channels = 2, .height = 1, .width = 2},
                                         std::vector<std::uint8_t>{0, 2, 8, 8, 4, 6, 8, 8},
                                         std::vector<std::int32_t>{0, 1});
}

std::vector<float> secondSample(Normalization kind) {
    const auto base = twoChannels();
    const NormalizedDataset dataset(base, normalizationOf(kind, *base));
    std::vector<float> values(4);
    dataset.copySample(1, values);
    return values;
}

/// 10⁶ everywhere in the first sample, 10⁶ + 1 in the second.
class FarFromZero : public Dataset {
public:
    std::int64_t size() const override { return 2; }
    SampleShape sampleShape() const override { return {.channels = 1, .height = 3, .width = 3}; }
    void copySample(std::int64_t index, std::span<float> dst) const override {
        std::fill(dst.begin(), dst.end(), index == 0 ? 1e6f : 1e6f + 1);
    }
    std::int32_t label(std::int64_t) const override { return 0; }
};

} // namespace

TEST_CASE("Statistics are the population's, per channel", "[data][normalization]") {
    const auto statistics = channelStatistics(*twoChannels());
    REQUIRE(statistics.mean.size() == 2);
    CHECK_THAT(statistics.mean[0], WithinRel(3.0, 1e-12));
    CHECK_THAT(statistics.standardDeviation[0], WithinRel(std::sqrt(5.0), 1e-12));
    CHECK(statistics.mean[1] == 8.0);
    CHECK(statistics.standardDeviation[1] == 0.0);
    CHECK(meanSample(*twoChannels()) == std::vector<double>{2, 4, 8, 8});
}

TEST_CASE("Statistics keep a small spread around a large mean", "[data][normalization]") {
    // Half of the values 10^6, half 10^6 + 1 (9 positions each: more than one lane of sums): deviation 1/2.
    const auto statistics = channelStatistics(FarFromZero{});
    CHECK_THAT(statistics.mean[0], WithinRel(1e6 + 0.5, 1e-15));
    CHECK_THAT(statistics.standardDeviation[0], WithinRel(0.5, 1e-12));
}

TEST_CASE("Standardize centres and scales by channel, and only centres a constant one",
          "[data][normalization]") {
    const auto values = secondSample(Normalization::Standardize);
    CHECK_THAT(values[0], WithinRel(1 / std::sqrt(5.0f), 1e-6f)); // (4 - 3) / √5
    CHECK_THAT(values[1], WithinRel(3 / std::sqrt(5.0f), 1e-6f)); // (6 - 3) / √5
    CHECK(values[2] == 0.0f);
    CHECK(values[3] == 0.0f);
}

TEST_CASE("Unit divides by 255, mean-image takes the mean at each position, none leaves all",
          "[data][normalization]") {
    const auto unit = secondSample(Normalization::Unit);
    CHECK_THAT(unit[1], WithinRel(6 / 255.0f, 1e-6f));
    CHECK(secondSample(Normalization::MeanImage) == std::vector<float>{2, 2, 0, 0}); // 4 - 2, 6 - 4, 8 - 8
    CHECK(secondSample(Normalization::None) == std::vector<float>{4, 6, 8, 8});
}

TEST_CASE("The test samples are normalised with the statistics of the limited training set",
          "[data][normalization]") {
    const TemporaryFolder folder;
    writeSmallIdxFolder(folder.path());
    DataConfig config{.spec = "mnist:" + folder.path().string(), .normalization = {}, .limit = 1, .seed = 1};
    config.normalization = Normalization::MeanImage; // of sample 0 alone: 0 1 2 3
    const DataSource source = openData(config);
    std::vector<float> values(4);
    source.test->copySample(1, values); // raw 4 5 6 7
    CHECK(values == std::vector<float>{4, 4, 4, 4});
    source.rawTrain->copySample(0, values);
    CHECK(values == std::vector<float>{0, 1, 2, 3});
}

TEST_CASE("MNIST has its well-known mean 0.1307 and standard deviation 0.3081",
          "[data][normalization][real]") {
    if (skipWithoutRealData("MNIST statistics")) return;
    DataConfig config;
    config.spec = "mnist:" + (*realDataFolder() / "mnist").string();
    const DataSource source = openData(config);
    const auto raw = channelStatistics(*source.rawTrain);
    CHECK_THAT(raw.mean[0] / 255, WithinAbs(0.1307, 5e-5));
    CHECK_THAT(raw.standardDeviation[0] / 255, WithinAbs(0.3081, 5e-5));
    const auto standardized = channelStatistics(*source.train);
    CHECK_THAT(standardized.mean[0], WithinAbs(0, 1e-6));
    CHECK_THAT(standardized.standardDeviation[0], WithinRel(1, 1e-6));
}

TEST_CASE("A normalisation that does not fit the samples is refused", "[data][normalization]") {
    CHECK_THAT(messageOf<std::invalid_argument>([] {
                   NormalizedDataset(twoChannels(), {.mean = {1, 2, 3}, .scale = {1, 1}});
               }),
               ContainsSubstring("3 means and 2 scales do not fit samples of 2×1×2"));
}

TEST_CASE("The words of the normalisations read back as themselves", "[data][normalization]") {
    for (auto kind :
         {Normalization::Standardize, Normalization::Unit, Normalization::MeanImage, Normalization::None})
        CHECK(normalizationFromString(toString(kind)) == kind);
    CHECK(toString(Normalization::MeanImage) == "mean-image");
    CHECK_THAT(messageOf<std::invalid_argument>([] { normalizationFromString("zscore"); }),
               ContainsSubstring("'zscore'") && ContainsSubstring("standardize, unit, mean-image or none"));
}
