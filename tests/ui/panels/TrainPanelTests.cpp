// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/panels/PanelSupport.h"
#include "ui/panels/TrainPanel.h"

#include <QLabel>
#include <QSignalSpy>

using namespace cyclo;
using namespace cyclo::ui;
using namespace cyclo::ui::test;

TEST_CASE("The train panel says the recipe and edits epochs and seed", "[ui][panels]") {
    TrainPanel panel;
    QSignalSpy changes(&panel, &TrainPanel::configChanged);
    ExperimentConfig config;
    config.network = "mlp:64";
    panel.setConfig(config);
    CHECK(changes.isEmpty());
    bool said = false;
    for (const auto* label : panel.findChildren<QLabel*>())
        said = said || label->text().contains("Perceptron 64 on Glyphs");
    CHECK(said);
    enter(field(panel, "Epochs"), "3");
    enter(field(panel, "Seed"), "11");
    config.epochs = 3;
    config.seed = 11;
    CHECK(panel.config() == config);
    CHECK(changes.size() == 2);
}

TEST_CASE("Figures appear with the first run, and what is not measured is a dash", "[ui][panels]") {
    TrainPanel panel;
    auto& best = field<QLabel>(panel, "Best validation accuracy");
    CHECK_FALSE(isOffered(*best.parentWidget()));
    RunItem run;
    run.number = 3;
    run.figures.bestAccuracy = 0.9925;
    panel.setFigures(run);
    CHECK(isOffered(*best.parentWidget()));
    CHECK(best.text() == "99.25 %");
    CHECK(field<QLabel>(panel, "Last validation loss").text() == QString::fromUtf8("–"));
    panel.setFigures(std::nullopt);
    CHECK_FALSE(isOffered(*best.parentWidget()));
}
