// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/LrSuggestions.h"
#include "core/analysis/PowerLaw.h"
#include "core/experiments/SweepConfig.h"
#include "core/experiments/SweepMember.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace cyclo {

/// What a sweep says, as pure functions of its finished members.

/// What the rules say of a member that is a range test.
LrSuggestions suggestionsOf(const SweepMemberRecord& rangeTest);

/// What they say of the mean of range tests that differ in the seed (LrSuggestions.h). No tests: no answer.
LrSuggestions suggestionsOf(const std::vector<const SweepMemberRecord*>& rangeTests);

/// The range tests for the learning rate of the short runs, one per seed.
std::vector<const SweepMemberRecord*> learningRateTests(std::span<const SweepMemberRecord> finished);

/// The loss of one run of a value: with the same seed, runs of all values start alike and can be compared in
/// pairs.
struct SeedLoss {
    std::uint64_t seed = 0;
    double loss = 0.0; ///< finite
};

/// A value of a sweep by short runs, over its seeds.
struct ValueScore {
    double value = 0.0;
    std::int64_t runs = 0;
    std::int64_t diverged = 0;         ///< of them; the means leave these out
    double validationLoss = 0.0;       ///< mean of the final ones; NaN if every run diverged
    double lossSpread = 0.0;           ///< sample standard deviation over the seeds; 0 with one
    double validationAccuracy = 0.0;   ///< mean fraction; NaN if every run diverged
    double totalDecay = 0.0;           ///< mean of Σ lr·wd
    std::vector<SeedLoss> losses = {}; ///< of the runs that ended well
};

/// Scores of these values, in their order; a value without a finished run is left out.
std::vector<ValueScore> scoresOf(std::span<const double> values, std::span<const SweepMemberRecord> finished);

/// Scores of every value the sweep tried, bisected ones too, by rising value.
std::vector<ValueScore> scoresOf(const SweepConfig& config, std::span<const SweepMemberRecord> finished);

/// Fewer diverged runs, then the lower loss. Nothing if no run of any value ended well.
std::optional<ValueScore> bestOf(std::span<const ValueScore> scores);

/// The decay to try next: half way in the exponent between the best two; half a decade on where the best is
/// at the upper end of what was tried, or at the lower end beside 0. Nothing if there is nothing between them
/// (they lie closer than 10 %), or no run ended well. Three significant digits.
std::optional<double> nextDecay(const std::vector<ValueScore>& scores);

/// How the largest usable learning rate goes with the batch size.
struct BatchLaw {
    struct Measured {
        std::int64_t batchSize = 0;
        std::uint64_t seed = 0;
        std::optional<double> maxLr = {}; ///< nothing where the range test gives no usable answer
        std::string note;                 ///< why not; else empty
    };
    struct Row {
        std::int64_t batchSize = 0;
        std::optional<double> maxLr = {}; ///< geometric mean over the seeds
        double squareRoot = 0.0;          ///< predicted from the first row's maxLr by LR ∝ √batch,
        double linear = 0.0;              ///< LR ∝ batch,
        double none = 0.0;                ///< and the same LR
    };
    std::vector<Measured> measured;   ///< in the order of the members
    std::vector<Row> rows;            ///< by rising batch size; predictions 0 if the first has no maxLr
    std::optional<PowerLaw> law = {}; ///< through all measured points
};

/// The usable maximum is the recommended one (LrSuggestions.h). A curve that had not risen again at the end
/// of its range says only that the maximum lies higher, and is left out.
BatchLaw batchLawOf(std::span<const SweepMemberRecord> finished);

/// A decay of a joint sweep, over its seeds.
struct DecayCurve {
    double weightDecay = 0.0;
    std::int64_t runs = 0;
    double lowestLoss = 0.0; ///< of the smoothed curve, mean
    double lossSpread = 0.0; ///< of it: sample standard deviation over the seeds; 0 with one
    std::vector<SeedLoss> losses = {};
    double fall = 0.0;     ///< from the start of the smoothed curve to there, mean
    double stableLr = 0.0; ///< last LR before the smoothed loss is a fifth of the fall above its lowest
                           ///< again; geometric mean
    std::optional<double> maxLr = {}; ///< recommended; geometric mean; nothing if a seed has none
    double totalDecay = 0.0;          ///< mean Σ lr·wd of the test itself
    bool low = false;                 ///< within 5 % of the best fall of the lowest of all
};
std::vector<DecayCurve> decayCurvesOf(std::span<const SweepMemberRecord> finished); ///< by rising decay

/// The largest decay that is low and stable up to a learning rate within a tenth of a decade of the highest
/// that any low one reaches, among those whose tests recommend one (arXiv:1803.09820, section 4.4, figures
/// 10, 11 and 14b).
std::optional<DecayCurve> bestOf(std::span<const DecayCurve> curves);

} // namespace cyclo
