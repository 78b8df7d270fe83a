// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/panels/PanelSupport.h"
#include "ui/panels/FinderPanel.h"
#include "ui/panels/ScientificSpinBox.h"

#include <QCheckBox>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QToolButton>

using namespace cyclo;
using namespace cyclo::ui;
using namespace cyclo::ui::test;

namespace {

LrSuggestions someSuggestions() {
    LrSuggestions suggestions;
    suggestions.steepest = LrCandidate{.learningRate = 0.012345678, .index = 4, .why = "falls fastest here"};
    suggestions.slide = LrCandidate{.learningRate = 0.2, .index = 8, .why = "left of the rise"};
    suggestions.recommended = LrRecommendation{.minLr = 0.01, .maxLr = 0.1, .why = "a third of the blow-up"};
    return suggestions;
}

bool says(const QWidget& panel, const QString& text) {
    for (const auto* label : panel.findChildren<QLabel*>())
        if (!label->isHidden() && label->text().contains(text)) return true;
    return false;
}

} // namespace

TEST_CASE("Every field of the finder panel reaches the value, and the rest is left", "[ui][panels]") {
    FinderPanel panel;
    QSignalSpy changes(&panel, &FinderPanel::configChanged);
    ExperimentConfig config;
    config.network = "mlp:64";
    config.seed = 5;
    panel.setConfig(config);
    CHECK(changes.isEmpty());

    enter(field(panel, "From"), "1e-6");
    enter(field(panel, "To"), "3");
    enter(field(panel, "Steps"), "250");
    enter(field(panel, "Seeds"), "3");
    QTest::keyClick(&field<QComboBox>(panel, "Ramp"), Qt::Key_Down);
    enter(field(panel, "Momentum"), "0.8");
    enter(field(panel, "Momentum to"), "0.7");
    enter(field(panel, "Weight decay"), "5e-4");
    enter(field(panel, "Batch size"), "64");
    QTest::keyClick(&field<QComboBox>(panel, "Loss"), Qt::Key_Down);
    field<QCheckBox>(panel, "Curvature").click();
    config.finder = {.lrMin = 1e-6, .lrMax = 3.0, .steps = 250, .ramp = Ramp::Linear};
    config.finder.loss = FinderLoss::Validation;
    config.finder.seeds = 3;
    config.finder.finalMomentum = 0.7;
    config.momentum = 0.8;
    config.weightDecay = 5e-4;
    config.batchSize = 64;
    config.finder.hessian = true;
    CHECK(panel.config() == config);
    CHECK(changes.size() == 11);
    CHECK(panel.problem().isEmpty());
}

TEST_CASE("A range that does not rise is marked at its upper end", "[ui][panels]") {
    FinderPanel panel;
    enter(field(panel, "From"), "20");
    CHECK(field(panel, "To").problem().contains("20"));
    CHECK_FALSE(panel.problem().isEmpty());
    enter(field(panel, "To"), "30");
    CHECK(panel.problem().isEmpty());
}

TEST_CASE("A sweep from 0 is for the linear ramp only", "[ui][panels]") {
    FinderPanel panel;
    ExperimentConfig config;
    config.finder.lrMin = 0.0;
    panel.setConfig(config);
    CHECK(panel.problem().contains("above 0"));
    config.finder.ramp = Ramp::Linear;
    panel.setConfig(config);
    CHECK(panel.problem().isEmpty());
}

TEST_CASE("A problem under More opens it", "[ui][panels]") {
    FinderPanel panel;
    auto& momentum = field(panel, "Momentum");
    CHECK_FALSE(isOffered(*momentum.parentWidget()));
    ExperimentConfig config;
    config.momentum = 1.5;
    panel.setConfig(config);
    CHECK(isOffered(*momentum.parentWidget()));
    CHECK(panel.problem().contains("below 1"));
}

TEST_CASE("Picks are set without a word and told when a person edits them", "[ui][panels]") {
    FinderPanel panel;
    QSignalSpy maxEdits(&panel, &FinderPanel::maxLrEdited);
    QSignalSpy minEdits(&panel, &FinderPanel::minLrEdited);
    panel.setPicks(0.1, std::nullopt);
    CHECK(maxEdits.isEmpty());
    enter(field(panel, "Max LR"), "0.3");
    REQUIRE(maxEdits.size() == 1);
    CHECK(maxEdits[0][0].toDouble() == 0.3);
    enter(field(panel, "Min LR"), "0.02");
    REQUIRE(minEdits.size() == 1);
    CHECK(minEdits[0][0].toDouble() == 0.02);
}

TEST_CASE("An emptied pick comes back: a pick is only lost by undo", "[ui][panels]") {
    FinderPanel panel;
    panel.setPicks(0.1, 0.01);
    QSignalSpy maxEdits(&panel, &FinderPanel::maxLrEdited);
    enter(field(panel, "Max LR"), "");
    CHECK(shown(field(panel, "Max LR")) == "0.1");
    CHECK(maxEdits.isEmpty());
}

TEST_CASE("Picks that cross are marked at the lower one", "[ui][panels]") {
    FinderPanel panel;
    panel.setPicks(0.1, 0.1);
    CHECK(field(panel, "Min LR").problem().contains("0.1"));
    panel.setPicks(0.1, 0.09);
    CHECK(panel.problem().isEmpty());
}

TEST_CASE("The recommendation says why and hands over both bounds", "[ui][panels]") {
    FinderPanel panel;
    auto& use = field<QPushButton>(panel, "Use the recommended bounds");
    CHECK_FALSE(isOffered(*use.parentWidget()));
    panel.setSuggestions(someSuggestions());
    CHECK(isOffered(*use.parentWidget()));
    CHECK(says(panel, "a third of the blow-up"));
    CHECK_FALSE(says(panel, "between"));
    LrSuggestions sure = someSuggestions();
    sure.recommended->interval = LrInterval{.low = 0.08, .high = 0.13};
    panel.setSuggestions(sure);
    CHECK(says(panel, "between 0.08 and 0.13"));
    QSignalSpy used(&panel, &FinderPanel::recommendationUsed);
    use.click();
    REQUIRE(used.size() == 1);
    CHECK(used[0][0].toDouble() == 0.01);
    CHECK(used[0][1].toDouble() == 0.1);
}

TEST_CASE("A rule that answers has a row with its reason; one that does not has none", "[ui][panels]") {
    FinderPanel panel;
    panel.setSuggestions(someSuggestions());
    auto& row = field<QToolButton>(panel, "Use steepest, 0.0123");
    CHECK(row.toolTip().contains("falls fastest here"));
    CHECK_FALSE(says(panel, "valley"));
    QSignalSpy used(&panel, &FinderPanel::candidateUsed);
    row.click();
    REQUIRE(used.size() == 1);
    CHECK(used[0][0].toDouble() == 0.0123); // what the row shows, not all digits of the sample
    panel.setSuggestions({});
    CHECK_FALSE(says(panel, "steepest"));
}

TEST_CASE("Without a recommendation the note says why", "[ui][panels]") {
    FinderPanel panel;
    CHECK(says(panel, "range test puts its candidates here"));
    LrSuggestions suggestions;
    suggestions.note = "the loss never falls";
    panel.setSuggestions(suggestions);
    CHECK(says(panel, "the loss never falls"));
}
