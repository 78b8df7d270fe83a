// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/tensor/Shape.h"

#include <cstdint>
#include <span>
#include <vector>

namespace cyclo {

/// One pass over the training samples. Chance in what a pass makes of a sample (augmentation) comes from
/// these two and the sample's index alone, so it does not depend on threads or on the order of calls.
struct TrainingPass {
    std::uint64_t seed = 1;
    std::int64_t epoch = 0;
};

/// A fixed list of samples, each with a class or with real targets. Readers make it, wrappers (subset,
/// normalisation) stand on another one. All functions may be called from several threads at once.
class Dataset {
public:
    virtual ~Dataset() = default;

    virtual std::int64_t size() const = 0;
    virtual SampleShape sampleShape() const = 0;

    /// Writes sample `index` as [C, H, W] floats. Images straight from a file are 0..255.
    /// @param dst  sampleShape().count() values
    virtual void copySample(std::int64_t index, std::span<float> dst) const = 0;

    /// What each channel of a sample lacks of the values in the file: a column of numbers far from 0 with a
    /// small spread would lose it in single precision, so its mean is taken off before.
    virtual std::vector<double> offsets() const {
        return std::vector<double>(static_cast<std::size_t>(sampleShape().channels));
    }

    /// Sample `index` as this pass of training sees it; the same as copySample where nothing is augmented.
    virtual void copyTrainingSample(std::int64_t index, const TrainingPass&, std::span<float> dst) const {
        copySample(index, dst);
    }

    /// Class of sample `index`, 0-based; 0 where the samples have real targets.
    virtual std::int32_t label(std::int64_t index) const = 0;

    /// Real targets of each sample; 0: the samples have classes.
    virtual std::int64_t targetCount() const { return 0; }

    /// @param dst  targetCount() values
    virtual void copyTargets(std::int64_t, std::span<float>) const {}

    /// What each real target lacks, as offsets().
    virtual std::vector<double> targetOffsets() const {
        return std::vector<double>(static_cast<std::size_t>(targetCount()));
    }

    /// How many threads may usefully copy samples at once: more than 1 where it takes reading and decoding.
    virtual int loadingThreads() const { return 1; }
};

} // namespace cyclo
