// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/panels/PanelSupport.h"
#include "ui/panels/NetworkPanel.h"

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
