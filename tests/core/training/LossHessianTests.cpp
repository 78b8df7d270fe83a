// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/TopEigenvalue.h"
#include "core/network/NamedNetworks.h"
#include "core/tensor/Rng.h"
#include "core/training/LossHessian.h"
#include "tests/support/Catch.h"

#include <algorithm>
#include <cmath>

using namespace cyclo;
using cyclo::test::WithinRel;

namespace {

constexpr std::size_t kInputs = 4, kHidden = 6, kClasses = 3, kSamples = 8;

struct LabelledSamples {
    std::vector<float> src;
    std::vector<std::int32_t> labels;
};

LabelledSamples randomSamples() {
    Rng rng(11, "samples");
    LabelledSamples samples;
    for (std::size_t i = 0; i < kSamples * kInputs; ++i)
        samples.src.push_back(static_cast<float>(rng.normal()));
    for (std::size_t i = 0; i < kSamples; ++i)
        samples.labels.push_back(static_cast<std::int32_t>(i % kClasses));
    return samples;
}

/// dst = W·src + b, read from `parameters` which moves on behind them.
std::vector<double> linear(const double*& parameters, const std::vector<double>& src, std::size_t outputs) {
    std::vector<double> dst(outputs);
    for (double& value : dst)
        for (const double x : src)
            value += *parameters++ * x;
    for (double& value : dst)
        value += *parameters++;
    return dst;
}

/// Cross-entropy of one hidden layer with ReLU, in double precision.
double lossOf(const std::vector<double>& parameters, const LabelledSamples& samples) {
    double sum = 0.0;
    for (std::size_t n = 0; n < kSamples; ++n) {
        const auto first = samples.src.begin() + static_cast<std::ptrdiff_t>(n * kInputs);
        const double* at = parameters.data();
        auto hidden = linear(at, std::vector<double>(first, first + kInputs), kHidden);
        for (double& value : hidden)
            value = std::max(value, 0.0);
        const auto logits = linear(at, hidden, kClasses);
        double exponentials = 0.0;
        for (const double logit : logits)
            exponentials += std::exp(logit);
        sum += std::log(exponentials) - logits[static_cast<std::size_t>(samples.labels[n])];
    }
    return sum / static_cast<double>(kSamples);
}

using Matrix = std::vector<std::vector<double>>;

/// Second differences of the loss: the whole Hessian.
Matrix denseHessian(const std::vector<double>& parameters, const LabelledSamples& samples) {
    constexpr double h = 1e-4;
    const auto moved = [&](std::size_t i, double by, std::size_t j, double by2) {
        auto there = parameters;
        there[i] += by;
        there[j] += by2;
        return lossOf(there, samples);
    };
    Matrix hessian(parameters.size(), std::vector<double>(parameters.size()));
    for (std::size_t i = 0; i < parameters.size(); ++i)
        for (std::size_t j = 0; j < parameters.size(); ++j)
            hessian[i][j] =
                (moved(i, h, j, h) - moved(i, h, j, -h) - moved(i, -h, j, h) + moved(i, -h, j, -h)) /
                (4 * h * h);
    return hessian;
}

/// Power iteration on A + c·I, with c so large that nothing is negative.
double denseTopEigenvalue(const Matrix& matrix) {
    constexpr double kShift = 10.0;
    std::vector<double> vector(matrix.size(), 1.0);
    double value = 0.0;
    for (int i = 0; i < 20000; ++i) {
        std::vector<double> next(vector.size());
        double squares = 0.0;
        for (std::size_t row = 0; row < matrix.size(); ++row) {
            next[row] = kShift * vector[row];
            for (std::size_t column = 0; column < matrix.size(); ++column)
                next[row] += matrix[row][column] * vector[column];
            squares += next[row] * next[row];
        }
        value = std::sqrt(squares);
        for (std::size_t row = 0; row < matrix.size(); ++row)
            vector[row] = next[row] / value;
    }
    return value - kShift;
}

} // namespace

TEST_CASE("The top eigenvalue is that of the whole Hessian of a small network", "[training][hessian]") {
    const LabelledSamples samples = randomSamples();
    Network network =
        compile(networkFromSpec("mlp:6", kClasses),
                {.src = {kInputs, 1, 1}, .batchSize = kSamples, .threads = 1, .seed = GENERATE(1, 2, 3)});
    std::vector<double> parameters;
    for (const auto& tensor : network.weights())
        parameters.insert(parameters.end(), tensor.tensor.values.begin(), tensor.tensor.values.end());
    REQUIRE(parameters.size() == kHidden * (kInputs + 1) + kClasses * (kHidden + 1));
    const double expected = denseTopEigenvalue(denseHessian(parameters, samples));

    const auto before = network.state();
    std::optional<TopEigenvalue> top;
    {
        LossHessian hessian(network, samples.src, samples.labels);
        top = topEigenvalue(
            [&](std::span<const double> vector, std::span<double> product) {
                hessian.multiply(vector, product);
                return true;
            },
            hessian.startVector(1));
    }
    REQUIRE(top);
    CHECK(top->found);
    CHECK_THAT(top->value, WithinRel(expected, 0.01));
    CHECK(network.state() == before);
}
