// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/panels/PanelSupport.h"
#include "ui/panels/DataPanel.h"

#include <QPushButton>
#include <QSignalSpy>

using namespace cyclo;
using namespace cyclo::ui;
using namespace cyclo::ui::test;

namespace {

DataConfig unusualConfig() {
    DataConfig config;
    config.spec = "fashion:/data/with: colon";
    config.normalization = Normalization::MeanImage;
    config.limit = 1234;
    config.seed = 18446744073709551615ull;
    return config;
}

} // namespace

TEST_CASE("The data panel gives back the value it was given, and says nothing of it", "[ui][panels]") {
    DataPanel panel;
    QSignalSpy changes(&panel, &DataPanel::configChanged);
    DataConfig config = unusualConfig();
    SECTION("of a kind it knows") {}
    SECTION("of a kind it does not know") {
        config.spec = "imagenet:/data";
    }
    panel.setConfig(config);
    CHECK(panel.config() == config);
    CHECK(changes.isEmpty());
    QTest::keyClick(&field(panel, "Data seed"), Qt::Key_Return);
    CHECK(changes.isEmpty());
    CHECK(panel.problem().isEmpty());
}

TEST_CASE("Every field of the data panel reaches the value", "[ui][panels]") {
    DataPanel panel;
    QSignalSpy changes(&panel, &DataPanel::configChanged);
    DataConfig expected;
    choose(field<QComboBox>(panel, "Data set"), "mnist");
    enter(field<QLineEdit>(panel, "Folder"), "/data/mnist");
    expected.spec = "mnist:/data/mnist";
    QTest::keyClick(&field<QComboBox>(panel, "Normalization"), Qt::Key_Down);
    expected.normalization = Normalization::Unit;
    QTest::keyClick(&field<QComboBox>(panel, "Augmentation"), Qt::Key_Down);
    expected.augmentation = Augmentation::Flip;
    enter(field(panel, "Training samples"), "500");
    expected.limit = 500;
    enter(field(panel, "Data seed"), "9");
    expected.seed = 9;
    CHECK(panel.config() == expected);
    CHECK(changes.last().at(0).value<DataConfig>() == expected);

    enter(field(panel, "Training samples"), "all");
    CHECK_FALSE(panel.config().limit);
}

TEST_CASE("A folder is asked for where one is needed, and only there", "[ui][panels]") {
    DataPanel panel;
    auto& folder = field<QLineEdit>(panel, "Folder");
    CHECK_FALSE(isOffered(*folder.parentWidget()));
    CHECK(panel.problem().isEmpty());
    choose(field<QComboBox>(panel, "Data set"), "mnist");
    CHECK(isOffered(*folder.parentWidget()));
    CHECK(panel.problem().contains("folder"));
    choose(field<QComboBox>(panel, "Data set"), "glyphs");
    CHECK(panel.problem().isEmpty());
    CHECK(panel.config().spec == "glyphs");
}

TEST_CASE("Options of points reach the spec, and the default leaves it short", "[ui][panels]") {
    DataPanel panel;
    choose(field<QComboBox>(panel, "Data set"), "spirals");
    CHECK(panel.config().spec == "spirals");
    enter(field(panel, "Noise"), "0.2");
    enter(field(panel, "Classes"), "4");
    CHECK(panel.config().spec == "spirals?classes=4&noise=0.2");
    CHECK_FALSE(isOffered(field<QComboBox>(panel, "Augmentation")));
    choose(field<QComboBox>(panel, "Data set"), "glyphs");
    CHECK(isOffered(field<QComboBox>(panel, "Augmentation")));
    CHECK_FALSE(isOffered(field(panel, "Noise")));
    choose(field<QComboBox>(panel, "Data set"), "spirals");
    CHECK(panel.config().spec == "spirals?classes=4&noise=0.2");
    CHECK(shown(field(panel, "Noise")) == "0.2");
}

TEST_CASE("A table is chosen, and its target named", "[ui][panels]") {
    DataPanel panel;
    choose(field<QComboBox>(panel, "Data set"), "csv");
    CHECK(panel.problem().contains("table"));
    panel.setFileChooser([](QWidget*, const QString&) { return QStringLiteral("/data/t.csv"); });
    field<QPushButton>(panel, "Choose the file").click();
    CHECK(panel.config().spec == "csv:/data/t.csv?target=last");
    CHECK(panel.problem().isEmpty());
    enter(field<QLineEdit>(panel, "Target"), "price & tax");
    CHECK(panel.config().spec == "csv:/data/t.csv?target=price %26 tax");
    DataConfig config;
    config.spec = "csv:/other.csv?target=a&task=regression";
    panel.setConfig(config);
    CHECK(panel.config().spec == config.spec);
    CHECK(field<QLineEdit>(panel, "Target").text() == "a");
}

TEST_CASE("The image size is auto or a number", "[ui][panels]") {
    DataPanel panel;
    DataConfig config;
    config.spec = "images:/pictures?size=96";
    panel.setConfig(config);
    CHECK(shown(field(panel, "Image size")) == "96");
    enter(field(panel, "Image size"), "auto");
    CHECK(panel.config().spec == "images:/pictures");
}

TEST_CASE("Browse takes the chosen folder and keeps the old one when nothing is chosen", "[ui][panels]") {
    DataPanel panel;
    DataConfig config;
    config.spec = "mnist:/old";
    panel.setConfig(config);
    QString answer = "/new/folder";
    QString start;
    panel.setFolderChooser([&](QWidget*, const QString& from) {
        start = from;
        return answer;
    });
    auto& browse = field<QPushButton>(panel, "Choose the folder");
    browse.click();
    CHECK(start == "/old");
    CHECK(panel.config().spec == "mnist:/new/folder");
    answer.clear();
    browse.click();
    CHECK(panel.config().spec == "mnist:/new/folder");
}

TEST_CASE("Each kind of data finds its folder again", "[ui][panels]") {
    DataPanel panel;
    DataConfig config;
    config.spec = "mnist:/digits";
    panel.setConfig(config);
    auto& kind = field<QComboBox>(panel, "Data set");
    choose(kind, "fashion");
    CHECK(panel.config().spec == "fashion:");
    choose(kind, "mnist");
    CHECK(panel.config().spec == "mnist:/digits");
}

TEST_CASE("Why the data could not be opened stands in the panel until the value changes", "[ui][panels]") {
    DataPanel panel;
    DataConfig config;
    config.spec = "mnist:/digits";
    panel.setConfig(config);
    panel.showDataProblem("train-images: byte 0: expected magic 2051");
    CHECK(panel.problem().contains("magic"));
    panel.setConfig(config); // the same value: still true
    CHECK(panel.problem().contains("magic"));
    enter(field<QLineEdit>(panel, "Folder"), "/other");
    CHECK(panel.problem().isEmpty());
}
