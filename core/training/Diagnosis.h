// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace cyclo {

/// L2 norms of all parameters of one layer at one step, before its update.
struct LayerNorms {
    double weights = 0.0;
    std::optional<double> gradient = {}; ///< nothing at the step that ended the run: it computed none

    bool operator==(const LayerNorms&) const = default;
};

struct NormRecord {
    std::int64_t step = 0;
    double learningRate = 0.0;
    double loss = 0.0;              ///< of the step's batch
    std::vector<LayerNorms> layers; ///< in definition order

    bool operator==(const NormRecord&) const = default;
};

/// What left first in a run that diverged.
struct FirstToLeave {
    std::string layer;     ///< "conv2"
    bool gradient = false; ///< its gradient, else its weights
    std::int64_t step = 0;
    double norm = 0.0;  ///< at that step; may be infinite or NaN
    double usual = 0.0; ///< median of the first quarter of the records, the lower one of two

    bool operator==(const FirstToLeave&) const = default;
};

/// The last steps of a run that diverged, and the layer that went ahead.
struct Diagnosis {
    std::vector<std::string> layers;   ///< names, in definition order
    std::vector<NormRecord> lastSteps; ///< oldest first
    std::optional<FirstToLeave> first; ///< nothing where no norm stands out

    bool operator==(const Diagnosis&) const = default;
};

/// Finds the layer whose gradient or weights left first. A norm has left from the step on after which it is
/// never again within 4 times (gradients, which differ from batch to batch) or 2 times (weights) its median
/// over the first quarter of the records, or is not finite: a run that explodes in its first steps has little
/// that is usual. Of several in one step the one farthest away.
std::optional<FirstToLeave> firstToLeave(const std::vector<std::string>& layers,
                                         const std::vector<NormRecord>& records);

/// "the gradient of conv2 left first, at step 41: norm 38.2, usually 3.1"; says so where none did.
std::string toSentence(const Diagnosis& diagnosis);

} // namespace cyclo
