// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>

namespace cyclo::engine {

struct CrossEntropyResult {
    double loss = 0.0;        ///< mean over the samples
    std::int64_t correct = 0; ///< samples whose largest logit is the label's
};

/// Softmax and cross-entropy as one: loss_n = log(sum_j exp(z_nj)) - z_n,label. Each row is shifted by its
/// maximum first, so that large logits do not overflow; a non-finite logit gives a non-finite loss.
/// @param logits      [N, classes], row-major, N = labels.size()
/// @param diffLogits  empty, or [rows >= N, classes]: gets (softmax - onehot) / N; rows beyond N get 0
CrossEntropyResult softmaxCrossEntropy(std::span<const float> logits, std::span<const std::int32_t> labels,
                                       std::int64_t classes, std::span<float> diffLogits);

} // namespace cyclo::engine
