// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/panels/PanelSupport.h"
#include "ui/panels/DataPanel.h"
#include "ui/panels/ExportPanel.h"
#include "ui/panels/FinderPanel.h"
#include "ui/panels/NetworkPanel.h"
#include "ui/panels/SchedulePanel.h"
#include "ui/panels/TrainPanel.h"

#include <QLabel>
#include <QSignalSpy>

#include <memory>
#include <set>
#include <vector>

using namespace cyclo;
using namespace cyclo::ui;
using namespace cyclo::ui::test;

namespace {

std::vector<std::unique_ptr<Panel>> allPanels() {
    std::vector<std::unique_ptr<Panel>> panels;
    panels.push_back(std::make_unique<DataPanel>());
    panels.push_back(std::make_unique<NetworkPanel>());
    panels.push_back(std::make_unique<FinderPanel>());
    panels.push_back(std::make_unique<SchedulePanel>());
    panels.push_back(std::make_unique<TrainPanel>());
    return panels;
}

std::vector<QWidget*> inputsOf(const Panel& panel) {
    std::vector<QWidget*> inputs;
    for (auto* box : panel.findChildren<NumberField*>())
        inputs.push_back(box);
    for (auto* box : panel.findChildren<QComboBox*>())
        inputs.push_back(box);
    return inputs;
}

} // namespace

TEST_CASE("Every input has a label that leads to it and a tooltip that explains it", "[ui][panels]") {
    for (const auto& panel : allPanels()) {
        std::set<const QWidget*> labelled;
        for (const auto* label : panel->findChildren<QLabel*>())
            if (label->buddy()) labelled.insert(label->buddy());
        const auto inputs = inputsOf(*panel);
        REQUIRE_FALSE(inputs.empty());
        for (const auto* input : inputs) {
            CAPTURE(input->accessibleName().toStdString());
            CHECK(labelled.count(input) == 1);
            CHECK(input->toolTip().size() > 20);
            CHECK_FALSE(input->accessibleName().isEmpty());
        }
    }
}

TEST_CASE("Fields of one panel are equally wide, and the panel is as wide as its column", "[ui][panels]") {
    for (const auto& panel : allPanels()) {
        panel->resize(Panel::kWidth, 900);
        panel->show();
        std::set<int> widths;
        for (const auto* input : inputsOf(*panel))
            if (input->isVisible()) widths.insert(input->width());
        CHECK(widths.size() == 1);
        CHECK(panel->sizeHint().width() == Panel::kWidth);
        CHECK(panel->minimumSizeHint().width() <= Panel::kWidth);
    }
    ExportPanel exports;
    CHECK(exports.minimumSizeHint().width() <= Panel::kWidth);
}

TEST_CASE("At most seven fields stand open", "[ui][panels]") {
    for (const auto& panel : allPanels()) {
        panel->resize(Panel::kWidth, 900);
        panel->show();
        int open = 0;
        for (const auto* input : inputsOf(*panel))
            open += input->isVisible() ? 1 : 0;
        CHECK(open <= 7);
        CHECK(open >= 2);
    }
}

TEST_CASE("The first problem of a panel is told, and told again when it is gone", "[ui][panels]") {
    NetworkPanel panel;
    QSignalSpy problems(&panel, &Panel::problemChanged);
    enter(field(panel, "Batch size"), "0");
    REQUIRE(problems.size() == 1);
    CHECK(problems[0][0].toString() == field(panel, "Batch size").problem());
    CHECK(panel.problem() == field(panel, "Batch size").problem());
    enter(field(panel, "Batch size"), "8");
    CHECK(problems.last().at(0).toString().isEmpty());
    CHECK(panel.problem().isEmpty());
}
