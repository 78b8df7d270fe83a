// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/panels/PanelSupport.h"
#include "ui/panels/ExportPanel.h"

#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>

using namespace cyclo::ui;
using namespace cyclo::ui::test;

TEST_CASE("What is not there cannot be taken away, and the tooltip says why", "[ui][panels]") {
    ExportPanel panel;
    ExportAvailability availability;
    availability.run = "Train first.";
    panel.setAvailability(availability);
    auto& run = field<QPushButton>(panel, "Save Run");
    CHECK_FALSE(run.isEnabled());
    CHECK(run.toolTip() == "Train first.");
    auto& curve = field<QPushButton>(panel, "Save Curve");
    CHECK(curve.isEnabled());
    CHECK_FALSE(curve.toolTip().isEmpty());
}

TEST_CASE("A new export panel offers nothing but loading", "[ui][panels]") {
    ExportPanel panel;
    for (const auto* button : panel.findChildren<QPushButton*>())
        CHECK(button->isEnabled() == button->text().startsWith("Load"));
}

TEST_CASE("Each button asks for its own export in the chosen format", "[ui][panels]") {
    ExportPanel panel;
    panel.setAvailability({});
    QSignalSpy schedule(&panel, &ExportPanel::exportScheduleRequested);
    QSignalSpy curve(&panel, &ExportPanel::exportCurveRequested);
    QSignalSpy run(&panel, &ExportPanel::exportRunRequested);
    QSignalSpy weights(&panel, &ExportPanel::exportWeightsRequested);
    QSignalSpy chart(&panel, &ExportPanel::exportChartRequested);
    const auto [name, format, spy] = GENERATE_REF(table<const char*, const char*, QSignalSpy*>({
        {"Schedule", "json", &schedule},
        {"Schedule", "csv", &schedule},
        {"Curve", "csv", &curve},
        {"Run", "json", &run},
        {"Weights", "safetensors", &weights},
        {"Chart", "png", &chart},
        {"Chart", "svg", &chart},
    }));
    choose(field<QComboBox>(panel, QStringLiteral("File format of %1").arg(name)), format);
    field<QPushButton>(panel, QStringLiteral("Save %1").arg(name)).click();
    CHECK(schedule.size() + curve.size() + run.size() + weights.size() + chart.size() == 1);
    REQUIRE(spy->size() == 1);
    CHECK((*spy)[0][0].toString() == format);
}

TEST_CASE("Loading a schedule is asked for", "[ui][panels]") {
    ExportPanel panel;
    QSignalSpy imports(&panel, &ExportPanel::importScheduleRequested);
    for (auto* button : panel.findChildren<QPushButton*>())
        if (button->isEnabled()) button->click();
    CHECK(imports.size() == 1);
}

TEST_CASE("The result of an export is said in the panel", "[ui][panels]") {
    ExportPanel panel;
    panel.showResult("Wrote /a/b/schedule.json");
    bool said = false;
    for (const auto* label : panel.findChildren<QLabel*>())
        said = said || (isOffered(*label) && label->toolTip() == "Wrote /a/b/schedule.json");
    CHECK(said);
}
