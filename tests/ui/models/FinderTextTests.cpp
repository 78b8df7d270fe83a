// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/Catch.h"
#include "tests/support/TinyData.h"
#include "ui/models/FinderText.h"

using namespace cyclo;
using namespace cyclo::ui;

TEST_CASE("The price of the validation loss is said where that is judged", "[ui][models]") {
    const DataSource data = cyclo::test::tinyData();
    ExperimentConfig config;
    config.batchSize = 8;
    config.finder.steps = 1500;
    CHECK(priceText(config, data).isEmpty());
    config.finder.loss = FinderLoss::Validation;
    config.finder.validationSamples = 16;
    // Two batches of measuring cost two thirds of a training step.
    CHECK(priceText(config, data).contains("16 held-out samples are measured after each of 1,500 steps"));
    CHECK(priceText(config, data).contains("about 1.67 times"));
}

TEST_CASE("The limits of the curvature stand beside the blow-up", "[ui][models]") {
    FindRecord record;
    CHECK(curvatureText(record).isEmpty());
    record.curvature = Curvature{.topEigenvalue = 20.0, .limitSgd = 0.1, .limitMomentum = 0.19};
    const QString completed = curvatureText(record);
    CHECK(completed.contains(QString::fromUtf8("λ = 20")));
    CHECK(completed.contains(QString::fromUtf8("2/λ = 0.1")));
    CHECK(completed.contains(QString::fromUtf8("momentum 0.9 below 2(1+μ)/λ = 0.19")));
    CHECK_FALSE(completed.contains("blew up"));
    record.summary.outcome = RunOutcome::Diverged;
    record.points = {StepRecord{.step = 0, .learningRate = 0.25}};
    CHECK(curvatureText(record).contains("blew up at 0.25"));
    record.config.optimizer.kind = OptimizerKind::Nesterov;
    CHECK(curvatureText(record).contains(QString::fromUtf8("2(1+μ)/((1+2μ)λ)")));
}

TEST_CASE("Of several seeds the largest curvature counts", "[ui][models]") {
    FindRecord record;
    record.seeds.resize(3);
    record.seeds[0].curvature = Curvature{.topEigenvalue = 5.0, .limitSgd = 0.4};
    record.seeds[2].curvature = Curvature{.topEigenvalue = 8.0, .limitSgd = 0.25};
    REQUIRE(curvatureOf(record));
    CHECK(curvatureOf(record)->topEigenvalue == 8.0);
    CHECK(curvatureText(record).contains("= 0.25"));
}
