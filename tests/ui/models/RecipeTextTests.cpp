// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/Catch.h"
#include "ui/models/RecipeText.h"

using namespace cyclo;
using namespace cyclo::ui;

TEST_CASE("Specs have titles, and an unknown one is its own title", "[ui][models]") {
    CHECK(dataTitle("glyphs") == "Glyphs");
    CHECK(dataTitle("fashion:/some/where") == "Fashion-MNIST");
    CHECK(dataTitle("cifar10:/some/where") == "CIFAR-10");
    CHECK(networkTitle("lenet") == "LeNet");
    CHECK(networkTitle("mlp:") == "Linear");
    CHECK(networkTitle("mlp:512,256") == "Perceptron 512,256");
    CHECK(networkTitle("resnet20") == "ResNet-20");
    CHECK(networkTitle("wrn16-4") == "Wide ResNet 16-4");
    CHECK(networkTitle("net:nets/small.json") == "small.json");
    CHECK(networkTitle("cnn3") == "cnn3");
}

TEST_CASE("A summary names network, data, learning rates and batch", "[ui][models]") {
    ExperimentConfig config;
    config.data.spec = "mnist:/data";
    config.batchSize = 512;
    config.policy = SmithOneCycle{.maxLr = 0.25};
    config.finder = {.lrMin = 1e-4, .lrMax = 2.0};
    CHECK(trainingSummary(config) == QString::fromUtf8("LeNet · MNIST · 1cycle 0.025 – 0.25 · batch 512"));
    CHECK(rangeTestSummary(config) == QString::fromUtf8("LeNet · MNIST · 1e-4 – 2 · batch 512"));
    config.finder.seeds = 3;
    CHECK(rangeTestSummary(config).endsWith(QString::fromUtf8(" · 3 seeds")));
    config.policy = Constant{.learningRate = 0.03};
    CHECK(trainingSummary(config).contains("constant 0.03"));
}

TEST_CASE("The title of a range test says which loss is drawn", "[ui][models]") {
    FinderConfig finder{.steps = 1000};
    CHECK(rangeTestTitle(finder, "lenet", "glyphs") ==
          "Loss against learning rate, 1,000 steps, LeNet on Glyphs");
    finder.loss = FinderLoss::Validation;
    CHECK(rangeTestTitle(finder, "lenet", "glyphs") ==
          "Validation loss against learning rate, 1,000 steps, LeNet on Glyphs");
    finder.seeds = 3;
    CHECK(rangeTestTitle(finder, "lenet", "glyphs") ==
          "Validation loss against learning rate, 1,000 steps, 3 seeds, LeNet on Glyphs");
}

TEST_CASE("The sentences say every number of the recipe", "[ui][models]") {
    ExperimentConfig config;
    config.policy = SmithOneCycle{.maxLr = 0.3, .baseLr = 0.04, .baseMomentum = 0.81, .maxMomentum = 0.96};
    config.weightDecay = 5e-4;
    config.epochs = 12;
    config.batchSize = 2048;
    const QString text = recipeSentences(config);
    for (const char* part :
         {"LeNet", "Glyphs", "SGD", "2,048", "5e-4", "12", "0.3", "0.04", "0.81", "0.96"}) {
        CAPTURE(part);
        CHECK(text.contains(QLatin1String(part)));
    }
    config.optimizer = usualConfig(OptimizerKind::AdamW);
    CHECK(recipeSentences(config).contains(QLatin1String("AdamW")));
}
