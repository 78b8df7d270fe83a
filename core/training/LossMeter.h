// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace cyclo {

/// Mean loss and accuracy over samples, with a short batch counted by its size.
class LossMeter {
public:
    struct Result {
        double loss = 0.0;     ///< mean over the samples; 0 where there were none
        double accuracy = 0.0; ///< fraction in [0, 1]
        std::int64_t samples = 0;
    };

    void add(double meanLoss, std::int64_t correct, std::int64_t samples) {
        lossSum_ += meanLoss * static_cast<double>(samples);
        correct_ += correct;
        samples_ += samples;
    }
    Result result() const {
        if (samples_ == 0) return {};
        const auto count = static_cast<double>(samples_);
        return {lossSum_ / count, static_cast<double>(correct_) / count, samples_};
    }

private:
    double lossSum_ = 0.0;
    std::int64_t correct_ = 0;
    std::int64_t samples_ = 0;
};

/// Bias-corrected exponential mean of the losses so far: a <- β·a + (1-β)·x, result a / (1 - βⁿ).
class RunningMean {
public:
    explicit RunningMean(double beta) : beta_(beta) {}

    double add(double value) {
        mean_ = beta_ * mean_ + (1.0 - beta_) * value;
        weight_ *= beta_;
        return mean_ / (1.0 - weight_);
    }

private:
    double beta_;
    double mean_ = 0.0;
    double weight_ = 1.0; ///< βⁿ
};

} // namespace cyclo
