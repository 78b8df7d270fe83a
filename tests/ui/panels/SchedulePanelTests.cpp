// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/panels/PanelSupport.h"
#include "ui/panels/SchedulePanel.h"

#include <QLabel>
#include <QSignalSpy>

using namespace cyclo;
using namespace cyclo::ui;
using namespace cyclo::ui::test;

namespace {

bool says(const QWidget& panel, const QString& text) {
    for (const auto* label : panel.findChildren<QLabel*>())
        if (label->text().contains(text)) return true;
    return false;
}

} // namespace

TEST_CASE("The schedule panel gives back every policy as it came", "[ui][panels]") {
    SchedulePanel panel;
    QSignalSpy changes(&panel, &SchedulePanel::configChanged);
    ExperimentConfig config;
    config.policy = GENERATE(Policy(Constant{.learningRate = 1.0 / 3.0, .momentum = 0.7}),
                             Policy(SmithOneCycle{.maxLr = 0.3, .baseLr = 0.02, .stepSize = 40}),
                             Policy(Sweep{.lrMin = 1e-3, .lrMax = 0.5}));
    config.epochs = 9;
    panel.setConfig(config);
    CHECK(panel.config() == config);
    CHECK(changes.isEmpty());
    CHECK(panel.problem().isEmpty());
}

TEST_CASE("Every field of 1cycle reaches the policy", "[ui][panels]") {
    SchedulePanel panel;
    QSignalSpy changes(&panel, &SchedulePanel::configChanged);
    enter(field(panel, "Max LR"), "0.5");
    enter(field(panel, "Base LR"), "0.04");
    enter(field(panel, "Max momentum"), "0.97");
    enter(field(panel, "Base momentum"), "0.8");
    enter(field(panel, "Step size"), "200");
    enter(field(panel, "Epochs"), "12");
    enter(field(panel, "Weight decay"), "5e-4");
    ExperimentConfig expected;
    expected.policy = SmithOneCycle{
        .maxLr = 0.5, .baseLr = 0.04, .stepSize = 200, .baseMomentum = 0.8, .maxMomentum = 0.97};
    expected.epochs = 12;
    expected.weightDecay = 5e-4;
    CHECK(panel.config() == expected);
    CHECK(changes.size() == 7);

    enter(field(panel, "Base LR"), "");
    enter(field(panel, "Step size"), "");
    const auto cycle = std::get<SmithOneCycle>(panel.config().policy);
    CHECK_FALSE(cycle.baseLr);
    CHECK_FALSE(cycle.stepSize);
}

TEST_CASE("Changing the policy and back loses nothing", "[ui][panels]") {
    SchedulePanel panel;
    ExperimentConfig config;
    config.policy = SmithOneCycle{.maxLr = 0.3, .stepSize = 40};
    panel.setConfig(config);
    auto& kind = field<QComboBox>(panel, "Policy");
    choose(kind, "constant");
    CHECK(isOffered(field(panel, "Learning rate")));
    CHECK_FALSE(isOffered(field(panel, "Max LR")));
    enter(field(panel, "Learning rate"), "0.02");
    CHECK(std::get<Constant>(panel.config().policy).learningRate == 0.02);
    choose(kind, "onecycle");
    CHECK(panel.config() == config);
}

TEST_CASE("The length is said in steps, epochs and steps per epoch", "[ui][panels]") {
    SchedulePanel panel;
    ExperimentConfig config;
    config.epochs = 12;
    panel.setConfig(config);
    panel.setStepsPerEpoch(117);
    CHECK(says(panel, QString::fromUtf8("1,404 steps = 12 epochs × 117 steps"))); // 12 · 117 = 1404
    panel.setStepsPerEpoch(0);
    CHECK(says(panel, "known once the data are open"));
}

TEST_CASE("What does not fit together is said beside the field that is wrong", "[ui][panels]") {
    SchedulePanel panel;
    ExperimentConfig config;
    config.epochs = 1;
    panel.setStepsPerEpoch(100);
    QString wrong;
    SECTION("base above max") {
        config.policy = SmithOneCycle{.maxLr = 0.1, .baseLr = 0.1};
        wrong = "Base LR";
    }
    SECTION("momentum upside down") {
        config.policy = SmithOneCycle{.baseMomentum = 0.96, .maxMomentum = 0.95};
        wrong = "Base momentum";
    }
    SECTION("cycle longer than the run") {
        config.policy = SmithOneCycle{.stepSize = 51}; // 2 · 51 > 100
        wrong = "Step size";
    }
    panel.setConfig(config);
    CHECK_FALSE(field(panel, wrong).problem().isEmpty());
    CHECK(panel.problem() == field(panel, wrong).problem());
    panel.setConfig(ExperimentConfig{});
    CHECK(panel.problem().isEmpty());
}

TEST_CASE("What only the schedule itself knows to be impossible is said too", "[ui][panels]") {
    SchedulePanel panel;
    ExperimentConfig config;
    config.epochs = 1;
    panel.setConfig(config);
    panel.setStepsPerEpoch(2); // a cycle with its tail needs 3
    CHECK_FALSE(panel.problem().isEmpty());
    panel.setStepsPerEpoch(100);
    CHECK(panel.problem().isEmpty());
}
