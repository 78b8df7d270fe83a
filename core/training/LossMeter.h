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
    struct Sums {
        double loss = 0.0;
        std::int64_t correct = 0;
        std::int64_t samples = 0;

        bool operator==(const Sums&) const = default;
    };

    LossMeter() = default;
    explicit LossMeter(const Sums& sums) : sums_(sums) {} ///< goes on from them

    const Sums& sums() const { return sums_; }

    void add(double meanLoss, std::int64_t correct, std::int64_t samples) {
        sums_.loss += meanLoss * static_cast<double>(samples);
        sums_.correct += correct;
        sums_.samples += samples;
    }
    Result result() const {
        if (sums_.samples == 0) return {};
        const auto count = static_cast<double>(sums_.samples);
        return {sums_.loss / count, static_cast<double>(sums_.correct) / count, sums_.samples};
    }

private:
    Sums sums_;
};

/// Bias-corrected exponential mean of the losses so far: a <- β·a + (1-β)·x, result a / (1 - βⁿ).
class RunningMean {
public:
    explicit RunningMean(double beta, double mean = 0.0, double weight = 1.0)
        : beta_(beta), mean_(mean), weight_(weight) {}

    double beta() const { return beta_; }
    double mean() const { return mean_; } ///< not corrected
    double weight() const { return weight_; }

    double add(double value) {
        mean_ = beta_ * mean_ + (1.0 - beta_) * value;
        weight_ *= beta_;
        return mean_ / (1.0 - weight_);
    }

private:
    double beta_;
    double mean_;
    double weight_; ///< βⁿ
};

} // namespace cyclo
