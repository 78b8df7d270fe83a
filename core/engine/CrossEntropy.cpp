// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/CrossEntropy.h"

#include <algorithm>
#include <cmath>

namespace cyclo::engine {

namespace {

double logSumExp(std::span<const float> row, float largest) {
    double sum = 0.0;
    for (float logit : row)
        sum += std::exp(static_cast<double>(logit) - largest);
    return std::log(sum) + largest;
}

} // namespace

CrossEntropyResult softmaxCrossEntropy(std::span<const float> logits, std::span<const std::int32_t> labels,
                                       std::int64_t classes, std::span<float> diffLogits) {
    const auto width = static_cast<std::size_t>(classes);
    const double share = 1.0 / static_cast<double>(labels.size());
    CrossEntropyResult result;
    for (std::size_t n = 0; n < labels.size(); ++n) {
        const auto row = logits.subspan(n * width, width);
        const auto label = static_cast<std::size_t>(labels[n]);
        const auto largest = std::max_element(row.begin(), row.end());
        const double normalizer = logSumExp(row, *largest);
        result.loss += (normalizer - row[label]) * share;
        if (static_cast<std::size_t>(largest - row.begin()) == label) ++result.correct;
        if (diffLogits.empty()) continue;
        for (std::size_t j = 0; j < width; ++j) {
            const double probability = std::exp(row[j] - normalizer);
            diffLogits[n * width + j] = static_cast<float>((probability - (j == label ? 1.0 : 0.0)) * share);
        }
    }
    if (!diffLogits.empty()) std::ranges::fill(diffLogits.subspan(labels.size() * width), 0.f);
    return result;
}

} // namespace cyclo::engine
