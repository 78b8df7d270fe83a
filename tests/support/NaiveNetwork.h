// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/network/NetworkSpec.h"
#include "core/tensor/Tensor.h"

#include <cstdint>
#include <string>
#include <vector>

namespace cyclo::test {

/// A network computed by plain loops in double precision: the twin that the compiled one is held against.
/// Dropout is left to a test of its own: here it lets everything pass.
struct NaiveNetwork {
    NetworkSpec spec;
    SampleShape src;
    std::vector<NamedTensor> weights; ///< in definition order
    bool training = true;             ///< batch-norm takes the batch's statistics; else the running ones

    /// @param samples  [N, C, H, W]   @return [N, classes]
    std::vector<double> logits(const std::vector<float>& samples, std::int64_t count) const;
    /// Mean softmax cross-entropy.
    double loss(const std::vector<float>& samples, const std::vector<std::int32_t>& labels) const;
    /// d loss / d values[element] of the named tensor by central differences.
    double gradient(const std::string& tensor, std::size_t element, const std::vector<float>& samples,
                    const std::vector<std::int32_t>& labels) const;
};

} // namespace cyclo::test
