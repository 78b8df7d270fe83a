// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/panels/PanelSupport.h"
#include "ui/panels/SchedulePanel.h"
#include "ui/panels/ShareListField.h"

#include <QLabel>
#include <QSignalSpy>

using namespace cyclo;
using namespace cyclo::ui;
using namespace cyclo::ui::test;

namespace {

bool mentions(const QWidget& panel, const QString& text) {
    for (const auto* label : panel.findChildren<QLabel*>())
        if (label->text().contains(text)) return true;
    return false;
}

} // namespace

TEST_CASE("The schedule panel gives back every policy as it came", "[ui][panels]") {
    SchedulePanel panel;
    QSignalSpy changes(&panel, &SchedulePanel::configChanged);
    ExperimentConfig config;
    config.policy = GENERATE(
        Policy(Constant{.learningRate = 1.0 / 3.0, .momentum = 0.7}),
        Policy(SmithOneCycle{.maxLr = 0.3, .baseLr = 0.02, .stepSize = 40}),
        Policy(MultiStep{.milestones = {0.25, 1.0 / 3.0}}), Policy(Inverse{}),
        Policy(Triangular{.stepSizeDown = 7}), Policy(ExpRange{.cycleMomentum = false, .momentum = 0.5}),
        Policy(TorchOneCycle{.anneal = Anneal::Linear, .threePhase = true}),
        Policy(FastaiOneCycle{.pctStart = 0.1}), Policy(Cosine{.warmup = 3}), Policy(Sgdr{.cycleMult = 3}),
        Policy(Trapezoid{.decayShare = 0.5}), Policy(Sweep{.lrMin = 1e-3, .lrMax = 0.5}));
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
    CHECK(mentions(panel, QString::fromUtf8("1,404 steps = 12 epochs × 117 steps"))); // 12 · 117 = 1404
    panel.setStepsPerEpoch(0);
    CHECK(mentions(panel, "known once the data are open"));
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

TEST_CASE("The panel offers every policy, and each field of it reaches the policy", "[ui][panels]") {
    const auto& kind = policyKinds()[GENERATE(range(std::size_t{0}, std::variant_size_v<Policy> - 1))];
    CAPTURE(kind.title);
    SchedulePanel panel;
    const bool isUsual = findPolicyKind(kind.name, {}) == &kind;
    choose(field<QComboBox>(panel, "Policy"),
           QString::fromStdString(isUsual ? kind.name : kind.name + "/" + kind.flavour));
    REQUIRE(panel.config().policy == kind.defaults);
    for (const auto& setting : kind.fields) {
        CAPTURE(setting.key);
        const QString name = QString::fromStdString(setting.label);
        auto& widget = field<QWidget>(panel, name);
        const bool isUsed = setting.isUsed(panel.config().policy); // a flag before it may have changed that
        CHECK(isOffered(widget) == isUsed);
        if (!isUsed) continue;
        switch (setting.type) {
        case FieldType::Number:
            enter(widget, "0.875");
            break;
        case FieldType::Count:
            enter(widget, "17");
            break;
        case FieldType::Shares:
            enter(widget, "0.1, 0.25");
            break;
        case FieldType::Flag:
            QTest::keyClick(&widget, Qt::Key_Space);
            break;
        case FieldType::Word:
            QTest::keyClick(&widget, Qt::Key_Down);
            break;
        case FieldType::Phases:
            FAIL("has a file, not a field");
            break;
        }
        const auto before = setting.get(kind.defaults), after = setting.get(panel.config().policy);
        // A divisor must be at least 1: what is refused stays as it was and is marked.
        if (setting.type == FieldType::Number && !setting.range.contains(0.875))
            CHECK_FALSE(dynamic_cast<NumberField&>(widget).problem().isEmpty());
        else
            CHECK(after != before);
    }
}

TEST_CASE("A setting that does nothing is not offered", "[ui][panels]") {
    SchedulePanel panel;
    ExperimentConfig config;
    config.policy = Triangular{};
    panel.setConfig(config);
    CHECK(isOffered(field(panel, "Base momentum")));
    CHECK_FALSE(isOffered(field(panel, "Momentum")));
    config.policy = Triangular{.cycleMomentum = false};
    panel.setConfig(config);
    CHECK_FALSE(isOffered(field(panel, "Base momentum")));
    CHECK(isOffered(field(panel, "Momentum")));
}

TEST_CASE("What the schedule refuses is said in the words of the panel", "[ui][panels]") {
    SchedulePanel panel;
    ExperimentConfig config;
    config.policy = Cosine{.learningRate = 0.1, .minLr = 0.5};
    panel.setConfig(config);
    CHECK(field(panel, "Min LR").problem() == "Min LR must be at most Learning rate 0.1, got 0.5");
    config.policy = TorchOneCycle{.pctStart = 0.75, .threePhase = true};
    panel.setConfig(config);
    CHECK(field(panel, "Share up").problem().startsWith("Share up must be at most 0.5"));
    CHECK(field(panel, "Min LR").problem().isEmpty());
}

TEST_CASE("What is being typed outlives a change of another value", "[ui][panels]") {
    SchedulePanel panel;
    auto& maxLr = field(panel, "Max LR");
    typeOver(maxLr, "0.");
    ExperimentConfig config = panel.config();
    config.epochs = 7;
    panel.setConfig(config);
    CHECK(shown(maxLr) == "0.");
}

TEST_CASE("A list of shares is read and shown as people write it", "[ui][panels]") {
    ShareListField box;
    QSignalSpy changes(&box, &ShareListField::valueChanged);
    enter(box, "0.5,0.75");
    CHECK(box.value() == std::vector{0.5, 0.75});
    CHECK(shown(box) == "0.5, 0.75");
    CHECK(changes.size() == 1);
    enter(box, "0.5, 0.25");
    CHECK_FALSE(box.problem().isEmpty());
    CHECK(box.value() == std::vector{0.5, 0.75});
    enter(box, "0.5, x");
    CHECK(box.problem().contains("no list of numbers"));
    enter(box, "");
    CHECK(box.value().empty());
    CHECK(box.problem().isEmpty());
}
