// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/panels/PanelSupport.h"
#include "ui/panels/NetworkPanel.h"
#include "ui/panels/ScientificSpinBox.h"

#include <QSignalSpy>

using namespace cyclo;
using namespace cyclo::ui;
using namespace cyclo::ui::test;

TEST_CASE("The network panel changes what it shows and leaves the rest", "[ui][panels]") {
    NetworkPanel panel;
    QSignalSpy changes(&panel, &NetworkPanel::configChanged);
    ExperimentConfig config;
    config.network = GENERATE("lenet", "mlp:", "mlp:300,100", "resnet20");
    config.data.spec = "mnist:/digits";
    config.finder.steps = 77;
    config.threads = 3;
    panel.setConfig(config);
    CHECK(panel.config() == config);
    CHECK(changes.isEmpty());

    enter(field(panel, "Batch size"), "512");
    enter(field(panel, "Seed"), "7");
    enter(field(panel, "Threads"), "auto");
    QTest::keyClick(&field<QComboBox>(panel, "Optimizer"), Qt::Key_Down);
    config.batchSize = 512;
    config.seed = 7;
    config.threads = 0;
    config.optimizer.kind = OptimizerKind::Nesterov;
    CHECK(panel.config() == config);
    CHECK(changes.size() == 4);
    CHECK(changes.last().at(0).value<ExperimentConfig>() == config);
}

TEST_CASE("bf16 is offered where the processor is fast at it, and shown where a file says it",
          "[ui][panels]") {
    NetworkPanel panel;
    auto& precision = field<QComboBox>(panel, "Precision");
    QTest::keyClick(&precision, Qt::Key_Down);
    CHECK(panel.config().precision == (isFast(Precision::Bf16) ? Precision::Bf16 : Precision::F32));

    ExperimentConfig config;
    config.precision = Precision::Bf16;
    panel.setConfig(config);
    CHECK(precision.currentText() == "bf16");
    QTest::keyClick(&precision, Qt::Key_Up);
    CHECK(panel.config().precision == Precision::F32);
    CHECK(panel.config() == ExperimentConfig{});
}

TEST_CASE("Each optimizer offers its own settings, and a new one starts with the usual", "[ui][panels]") {
    NetworkPanel panel;
    auto& beta2 = field<ScientificSpinBox>(panel, "β2");
    auto& optimizer = field<QComboBox>(panel, "Optimizer");
    auto& decay = field<QComboBox>(panel, "Weight decay");
    auto& form = field<QComboBox>(panel, "Momentum form");
    CHECK_FALSE(isOffered(beta2));
    CHECK(isOffered(form));
    enter(field(panel, "Clip norm"), "2");
    QTest::keyClick(&decay, Qt::Key_Down);
    CHECK(panel.config().optimizer.weightDecayMode == WeightDecayMode::Decoupled);
    QTest::keyClick(&optimizer, Qt::Key_End);
    OptimizerConfig expected = usualConfig(OptimizerKind::AdamW);
    expected.clipNorm = 2.0;
    CHECK(panel.config().optimizer == expected);
    CHECK(isOffered(beta2));
    CHECK_FALSE(isOffered(form));
    CHECK_FALSE(isOffered(decay));

    enter(field(panel, "β2"), "0.98");
    enter(field(panel, "eps"), "1e-6");
    enter(field(panel, "Clip norm"), "never");
    CHECK(panel.config().optimizer.beta2 == 0.98);
    CHECK(panel.config().optimizer.eps == 1e-6);
    CHECK_FALSE(panel.config().optimizer.clipNorm.has_value());
    enter(field(panel, "eps"), "0");
    CHECK_FALSE(panel.problem().isEmpty());
    CHECK(panel.config().optimizer.eps == 1e-6);
    QTest::keyClick(&optimizer, Qt::Key_Home);
    CHECK(panel.config().optimizer == OptimizerConfig{});
}

TEST_CASE("Hidden widths belong to the perceptron", "[ui][panels]") {
    NetworkPanel panel;
    auto& kind = field<QComboBox>(panel, "Network");
    auto& widths = field<QLineEdit>(panel, "Hidden widths");
    CHECK_FALSE(isOffered(widths));
    choose(kind, "perceptron");
    CHECK(isOffered(widths));
    CHECK(panel.config().network == "mlp:512,512");
    enter(widths, "300, 100");
    CHECK(panel.config().network == "mlp:300,100");
    choose(kind, "mlp:");
    CHECK(panel.config().network == "mlp:");
    CHECK_FALSE(isOffered(widths));
}

TEST_CASE("Widths that make no network are refused beside the field", "[ui][panels]") {
    NetworkPanel panel;
    ExperimentConfig config;
    config.network = "mlp:300";
    panel.setConfig(config);
    auto& widths = field<QLineEdit>(panel, "Hidden widths");
    enter(widths, GENERATE("", "a", "0", "300,", "300;100", "-5", "99999999999999999999"));
    CHECK(panel.problem().contains("as in 512,512"));
    CHECK(panel.config() == config);
    enter(widths, "200");
    CHECK(panel.problem().isEmpty());
}
