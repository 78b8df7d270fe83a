// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/Dataset.h"

#include <algorithm>
#include <stdexcept>
#include <string>

namespace cyclo::test {

/// Sample i is filled with the value i + 1 and has label i. Reading sample `failAt` throws.
class CountingDataset : public Dataset {
public:
    explicit CountingDataset(std::int64_t size, SampleShape shape = {.channels = 1, .height = 2, .width = 2},
                             std::int64_t failAt = -1)
        : size_(size), shape_(shape), failAt_(failAt) {}

    std::int64_t size() const override { return size_; }
    SampleShape sampleShape() const override { return shape_; }
    void copySample(std::int64_t index, std::span<float> dst) const override {
        if (index == failAt_) throw std::runtime_error("sample " + std::to_string(index) + " cannot be read");
        std::fill(dst.begin(), dst.end(), static_cast<float>(index + 1));
    }
    std::int32_t label(std::int64_t index) const override { return static_cast<std::int32_t>(index); }

private:
    std::int64_t size_;
    SampleShape shape_;
    std::int64_t failAt_;
};

} // namespace cyclo::test
