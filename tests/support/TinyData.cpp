// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/TinyData.h"

#include "core/tensor/Rng.h"

#include <stdexcept>

namespace cyclo::test {

namespace {

class Points : public Dataset {
public:
    Points(std::int64_t size, SampleShape shape, std::uint64_t seed, std::int64_t throwAt)
        : size_(size), shape_(shape), seed_(seed), throwAt_(throwAt) {}

    std::int64_t size() const override { return size_; }
    SampleShape sampleShape() const override { return shape_; }
    std::int32_t label(std::int64_t index) const override { return static_cast<std::int32_t>(index % 3); }
    void copySample(std::int64_t index, std::span<float> dst) const override {
        if (index == throwAt_) throw std::runtime_error("sample " + std::to_string(index) + " is broken");
        constexpr double kCentres[] = {0.0, 2.0, -2.0};
        Rng rng(seed_ * 1000003 + static_cast<std::uint64_t>(index), "points");
        for (float& value : dst)
            value = static_cast<float>(kCentres[index % 3] + rng.normal());
    }

private:
    std::int64_t size_;
    SampleShape shape_;
    std::uint64_t seed_;
    std::int64_t throwAt_;
};

} // namespace

DataSource tinyData(const TinyDataOptions& options) {
    DataSource data;
    data.title = "Points";
    data.sampleShape = options.shape;
    data.classNames = {"middle", "above", "below"};
    data.train = std::make_shared<Points>(options.trainSize, options.shape, 1, options.throwAt);
    data.rawTrain = data.train;
    data.test = std::make_shared<Points>(options.testSize, options.shape, 2, -1);
    return data;
}

} // namespace cyclo::test
