// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/optim/Sgd.h"
#include "tests/support/Catch.h"

using namespace cyclo;
using cyclo::test::WithinAbs;

namespace {

const StepHyperparameters kFirst{.learningRate = 0.1, .momentum = 0.9, .weightDecay = 0.01};
const StepHyperparameters kSecond{.learningRate = 0.2, .momentum = 0.5, .weightDecay = 0.0};

} // namespace

TEST_CASE("SGD follows PyTorch's form when learning rate and momentum move", "[optim]") {
    std::vector<float> weights{1.0f, -2.0f}, gradients{0.5f, 0.25f};
    Sgd sgd({}, 2, 1);
    sgd.step({weights, gradients}, kFirst);
    // g = 0.5 + 0.01·1 = 0.51, v = 0.51, w = 1 - 0.1·0.51;  g = 0.25 - 0.02 = 0.23, v = 0.23, w = -2 - 0.023
    CHECK_THAT(static_cast<double>(weights[0]), WithinAbs(0.949, 1e-6));
    CHECK_THAT(static_cast<double>(weights[1]), WithinAbs(-2.023, 1e-6));
    sgd.step({weights, gradients}, kSecond);
    // v = 0.5·0.51 + 0.5 = 0.755, w = 0.949 - 0.2·0.755;  v = 0.115 + 0.25 = 0.365, w = -2.023 - 0.073.
    // Caffe's form would give 0.949 - (0.5·0.051 + 0.2·0.5) = 0.8235 for the first.
    CHECK_THAT(static_cast<double>(weights[0]), WithinAbs(0.798, 1e-6));
    CHECK_THAT(static_cast<double>(weights[1]), WithinAbs(-2.096, 1e-6));
    CHECK(gradients == std::vector<float>{0.5f, 0.25f});
}

TEST_CASE("Nesterov looks one momentum step ahead", "[optim]") {
    std::vector<float> weights{1.0f}, gradients{0.5f};
    Sgd sgd({.kind = OptimizerKind::Nesterov}, 1, 1);
    sgd.step({weights, gradients}, kFirst);
    // g = 0.51, v = 0.51, w = 1 - 0.1·(0.51 + 0.9·0.51)
    CHECK_THAT(static_cast<double>(weights[0]), WithinAbs(0.9031, 1e-6));
}

TEST_CASE("Optimizer state put back continues as if nothing had happened", "[optim]") {
    std::vector<float> weights{1.0f}, gradients{0.5f};
    Sgd sgd({}, 1, 1);
    sgd.step({weights, gradients}, kFirst);
    const OptimizerState kept = sgd.state();
    const auto keptWeights = weights;
    sgd.step({weights, gradients}, kFirst);
    const auto expected = weights;
    sgd.step({weights, gradients}, kSecond);
    sgd.setState(kept);
    weights = keptWeights;
    sgd.step({weights, gradients}, kFirst);
    CHECK(weights == expected);
    CHECK_THROWS_AS(sgd.setState({.velocity = std::vector<float>(2)}), std::invalid_argument);
}
