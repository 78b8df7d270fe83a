// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/optim/Optimizer.h"
#include "tests/support/Catch.h"
#include "tests/support/Numbers.h"

#include <cmath>
#include <limits>
#include <numeric>

using namespace cyclo;
using cyclo::test::kInf;
using cyclo::test::kNaN;
using cyclo::test::WithinAbs;
using cyclo::test::WithinRel;

namespace {

/// One parameter by the formulas of the papers, in double precision.
struct Reference {
    OptimizerConfig config;
    double weight = 0.0;
    double first = 0.0;
    double second = 0.0;
    int steps = 0;

    void step(double gradient, StepHyperparameters now) {
        ++steps;
        const double lr = now.learningRate, mu = now.momentum, decay = now.weightDecay;
        if (config.weightDecayMode == WeightDecayMode::Coupled)
            gradient += decay * weight;
        else
            weight -= lr * decay * weight;
        if (config.kind == OptimizerKind::Adam || config.kind == OptimizerKind::AdamW) {
            first = mu * first + (1 - mu) * gradient;
            second = config.beta2 * second + (1 - config.beta2) * gradient * gradient;
            const double mean = first / (1 - std::pow(mu, steps));
            const double square = second / (1 - std::pow(config.beta2, steps));
            weight -= lr * mean / (std::sqrt(square) + config.eps);
            return;
        }
        const bool caffe = config.momentumForm == MomentumForm::Caffe;
        const double before = first;
        first = mu * first + (caffe ? lr * gradient : gradient);
        // Nesterov as Caffe writes it; PyTorch's form is the same with the rate outside.
        const double move = config.kind == OptimizerKind::Nesterov ? (1 + mu) * first - mu * before : first;
        weight -= caffe ? move : lr * move;
    }
};

/// Gradients and hyper-parameters that move from step to step, as under a cycle.
float gradientOf(std::size_t parameter, int step) {
    return std::sin(static_cast<float>(parameter) * 0.7f + static_cast<float>(step));
}
StepHyperparameters hyperparametersOf(int step) {
    return {.learningRate = 0.01 * (1 + step), .momentum = 0.95 - 0.05 * step, .weightDecay = 0.1};
}

const std::vector<OptimizerConfig>& everyOptimizer() {
    static const std::vector<OptimizerConfig> all = [] {
        std::vector<OptimizerConfig> configs{{.kind = OptimizerKind::AdamW,
                                              .weightDecayMode = WeightDecayMode::Decoupled,
                                              .beta2 = 0.99,
                                              .eps = 1e-3}};
        for (const auto mode : {WeightDecayMode::Coupled, WeightDecayMode::Decoupled}) {
            configs.push_back({.kind = OptimizerKind::Adam, .weightDecayMode = mode});
            for (const auto kind : {OptimizerKind::Sgd, OptimizerKind::Nesterov})
                for (const auto form : {MomentumForm::PyTorch, MomentumForm::Caffe})
                    configs.push_back({.kind = kind, .momentumForm = form, .weightDecayMode = mode});
        }
        return configs;
    }();
    return all;
}

std::string nameOf(const OptimizerConfig& config) {
    return toString(config.kind) + ' ' + toString(config.momentumForm) + ' ' +
           toString(config.weightDecayMode);
}

struct Parameters {
    explicit Parameters(std::size_t size) : weights(size), gradients(size) {
        for (std::size_t i = 0; i < size; ++i)
            weights[i] = 0.5f + static_cast<float>(i % 13) * 0.1f;
    }
    void setGradients(int step) {
        for (std::size_t i = 0; i < gradients.size(); ++i)
            gradients[i] = gradientOf(i, step);
    }
    ParameterView view() { return {weights, gradients, segments}; }

    std::vector<float> weights, gradients;
    std::vector<ParameterSegment> segments;
};

void takeSteps(Optimizer& optimizer, Parameters& parameters, int from, int to) {
    for (int step = from; step < to; ++step) {
        parameters.setGradients(step);
        optimizer.step(parameters.view(), hyperparametersOf(step));
    }
}

} // namespace

TEST_CASE("Every optimizer follows its formulas while learning rate and momentum move", "[optim]") {
    const std::size_t size = 37; // vectors and a rest
    for (const auto& config : everyOptimizer()) {
        CAPTURE(nameOf(config));
        Parameters parameters(size);
        std::vector<Reference> references(size, {.config = config});
        for (std::size_t i = 0; i < size; ++i)
            references[i].weight = static_cast<double>(parameters.weights[i]);
        const auto optimizer = makeOptimizer(config, size, 1);
        for (int step = 0; step < 5; ++step) {
            parameters.setGradients(step);
            optimizer->step(parameters.view(), hyperparametersOf(step));
            for (std::size_t i = 0; i < size; ++i)
                references[i].step(static_cast<double>(parameters.gradients[i]), hyperparametersOf(step));
        }
        // The two momentum forms, the two decays, and the four kinds differ by 1e-3 and more here.
        for (std::size_t i = 0; i < size; ++i)
            CHECK_THAT(static_cast<double>(parameters.weights[i]), WithinAbs(references[i].weight, 3e-6));
        CHECK(parameters.gradients[3] == gradientOf(3, 4));
    }
}

TEST_CASE("A segment's multipliers scale its learning rate and its weight decay", "[optim][openmp]") {
    // Segments that begin and end inside blocks of 4096 and one that spans several.
    const std::size_t size = 15000;
    const std::vector<ParameterSegment> segments{
        {.begin = 0, .end = 10},
        {.begin = 10, .end = 4100, .lrMultiplier = 2.0, .decayMultiplier = 0.0},
        {.begin = 4100, .end = size, .lrMultiplier = 0.5, .decayMultiplier = 3.0}};
    for (const auto& config : everyOptimizer()) {
        CAPTURE(nameOf(config));
        Parameters parameters(size);
        parameters.segments = segments;
        const auto optimizer = makeOptimizer(config, size, 2);
        takeSteps(*optimizer, parameters, 0, 3);
        for (const std::size_t i : {0u, 9u, 10u, 4095u, 4096u, 4099u, 4100u, 8191u, 8192u, 14999u}) {
            const auto& segment = i < 10 ? segments[0] : i < 4100 ? segments[1] : segments[2];
            Reference reference{.config = config, .weight = static_cast<double>(Parameters(size).weights[i])};
            for (int step = 0; step < 3; ++step) {
                auto now = hyperparametersOf(step);
                now.learningRate *= segment.lrMultiplier;
                now.weightDecay *= segment.decayMultiplier;
                reference.step(static_cast<double>(gradientOf(i, step)), now);
            }
            CAPTURE(i);
            CHECK_THAT(static_cast<double>(parameters.weights[i]), WithinAbs(reference.weight, 3e-6));
        }
    }
}

TEST_CASE("A gradient longer than the clip norm is shortened to it, a shorter one is left",
          "[optim][openmp]") {
    const std::size_t size = 9000;
    Parameters parameters(size);
    parameters.setGradients(0);
    const double norm = std::sqrt(std::accumulate(
        parameters.gradients.begin(), parameters.gradients.end(), 0.0,
        [](double sum, float g) { return sum + static_cast<double>(g) * static_cast<double>(g); }));
    const auto [clipNorm, scale] = GENERATE_REF(table<double, double>(
        {{norm / 4, norm / 4 / (norm + 1e-6)}, {norm * 1.01, 1.0}, {1e-3, 1e-3 / (norm + 1e-6)}}));
    const auto optimizer = makeOptimizer({.clipNorm = clipNorm}, size, 2);
    const auto before = parameters.weights;
    optimizer->step(parameters.view(), {.learningRate = 1.0, .momentum = 0.0});
    CAPTURE(clipNorm);
    for (const std::size_t i : {1u, 4096u, 8999u})
        CHECK_THAT(static_cast<double>(optimizer->state().velocity[i]),
                   WithinRel(scale * static_cast<double>(parameters.gradients[i]), 1e-6));
    CHECK(parameters.weights != before);
    CHECK(parameters.gradients[5] == gradientOf(5, 0));
}

TEST_CASE("The same bits for one thread and several, with clipping and segments", "[optim][openmp]") {
    const std::size_t size = 20011;
    for (auto config : everyOptimizer()) {
        CAPTURE(nameOf(config));
        config.clipNorm = 3.0;
        Parameters one(size), several(size);
        one.segments =
            several.segments = {{.begin = 0, .end = 7001, .lrMultiplier = 2.0}, {.begin = 7001, .end = size}};
        const auto single = makeOptimizer(config, size, 1), shared = makeOptimizer(config, size, 3);
        takeSteps(*single, one, 0, 3);
        takeSteps(*shared, several, 0, 3);
        CHECK(one.weights == several.weights);
        CHECK(single->state() == shared->state());
        CHECK(one.weights != Parameters(size).weights);
    }
}

TEST_CASE("Every optimizer continues from a state put back as if nothing had happened", "[optim]") {
    const std::size_t size = 100;
    for (const auto& config : everyOptimizer()) {
        CAPTURE(nameOf(config));
        Parameters parameters(size);
        const auto optimizer = makeOptimizer(config, size, 1);
        takeSteps(*optimizer, parameters, 0, 2);
        const OptimizerState kept = optimizer->state();
        const auto keptWeights = parameters.weights;
        CHECK(kept.steps == 2);
        takeSteps(*optimizer, parameters, 2, 4);
        const auto expected = parameters.weights;
        CHECK(optimizer->state() != kept);

        optimizer->setState(kept);
        parameters.weights = keptWeights;
        takeSteps(*optimizer, parameters, 2, 4);
        CHECK(parameters.weights == expected);

        const auto other = makeOptimizer(config, size, 1);
        other->setState(kept);
        parameters.weights = keptWeights;
        takeSteps(*other, parameters, 2, 4);
        CHECK(parameters.weights == expected);
    }
}

TEST_CASE("Padding of zeros stays zero under every optimizer", "[optim]") {
    for (const auto& config : everyOptimizer()) {
        CAPTURE(nameOf(config));
        std::vector<float> weights(17, 0.f), gradients(17, 0.f);
        const auto optimizer = makeOptimizer(config, weights.size(), 1);
        for (int step = 0; step < 3; ++step)
            optimizer->step({weights, gradients}, hyperparametersOf(step));
        CHECK(weights == std::vector<float>(17, 0.f));
    }
}

TEST_CASE("A state or parameters of another size or optimizer are refused", "[optim]") {
    const auto sgd = makeOptimizer({}, 4, 1), adam = makeOptimizer(usualConfig(OptimizerKind::Adam), 4, 1);
    CHECK_THROWS_AS(sgd->setState(adam->state()), std::invalid_argument);
    CHECK_THROWS_AS(adam->setState(sgd->state()), std::invalid_argument);
    CHECK_THROWS_AS(adam->setState(makeOptimizer(usualConfig(OptimizerKind::Adam), 5, 1)->state()),
                    std::invalid_argument);
    std::vector<float> weights(4), gradients(3);
    CHECK_THROWS_AS(sgd->step({weights, gradients}, {}), std::invalid_argument);
    CHECK(sgd->state().steps == 0);
}

TEST_CASE("Impossible optimizers are refused with option, value and remedy", "[optim]") {
    const auto refusal = [](const OptimizerConfig& config) {
        try {
            makeOptimizer(config, 1, 1);
        } catch (const std::invalid_argument& error) {
            return std::string(error.what());
        }
        return std::string("accepted");
    };
    CHECK(refusal({}) == "accepted");
    CHECK(refusal({.beta2 = 0.0, .eps = 1.0, .clipNorm = 1e-300}) == "accepted");
    CHECK(refusal({.beta2 = 1.0}) == "beta2 must be at least 0 and below 1, got 1");
    CHECK(refusal({.beta2 = -0.1}) == "beta2 must be at least 0 and below 1, got -0.1");
    CHECK(refusal({.beta2 = kNaN}) == "beta2 must be a finite number, got nan");
    CHECK(refusal({.eps = 0.0}) == "eps must be from 1e-30 to 1, got 0");
    CHECK(refusal({.eps = kNaN}) == "eps must be from 1e-30 to 1, got nan");
    CHECK(refusal({.eps = kInf}) == "eps must be from 1e-30 to 1, got inf");
    CHECK(refusal({.clipNorm = 0.0}) == "clip-norm must be above 0, got 0");
    CHECK(refusal({.clipNorm = -1.0}) == "clip-norm must be above 0, got -1");
    CHECK(refusal({.clipNorm = kInf}) == "clip-norm must be a finite number, got inf");
    CHECK(refusal({.kind = OptimizerKind::AdamW}) ==
          "adamw is Adam with decoupled weight decay; for wd-mode coupled take adam");
    CHECK(refusal({.kind = OptimizerKind::Adam, .momentumForm = MomentumForm::Caffe}) ==
          "momentum-form caffe is one of sgd and nesterov; adam has no such choice");
}

TEST_CASE("Words of optimizers come back as they were, others name those that exist", "[optim]") {
    for (const auto kind :
         {OptimizerKind::Sgd, OptimizerKind::Nesterov, OptimizerKind::Adam, OptimizerKind::AdamW})
        CHECK(optimizerKindFromString(toString(kind)) == kind);
    CHECK(momentumFormFromString("caffe") == MomentumForm::Caffe);
    CHECK(weightDecayModeFromString(toString(WeightDecayMode::Decoupled)) == WeightDecayMode::Decoupled);
    const auto refusal = [](const std::string& word) {
        try {
            optimizerKindFromString(word);
        } catch (const std::invalid_argument& error) {
            return std::string(error.what());
        }
        return std::string("accepted");
    };
    CHECK(refusal("Adam") == "the optimizer must be sgd, nesterov, adam or adamw, got 'Adam'");
    CHECK(refusal("") == "the optimizer must be sgd, nesterov, adam or adamw, got ''");
}
