// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/Catch.h"
#include "ui/charts/PlotTableDialog.h"
#include "ui/charts/PlotTableModel.h"
#include "ui/charts/PlotView.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QClipboard>
#include <QTableView>
#include <QTest>

#include <limits>

using namespace cyclo;
using namespace cyclo::ui;

namespace {

const QString kLosses = QStringLiteral("loss");
const QString kAccuracy = QStringLiteral("accuracy");

/// Losses at every step, an accuracy at every third.
void fill(PlotView& view) {
    view.setXAxis({.title = QStringLiteral("step")});
    view.setCurve(kLosses, {{0.0, 2.5}, {1.0, 1.0 / 3.0}, {2.0, 0.25}}, {});
    view.setCurve(kAccuracy, {{2.0, 90.0}, {5.0, 95.0}}, {.ink = Ink::Accuracy});
}

QString cell(const PlotTableModel& model, int row, int column) {
    return model.index(row, column).data().toString();
}

} // namespace

TEST_CASE("The table of a plot has a row for each x and a column for each curve", "[ui][charts][table]") {
    PlotView view;
    fill(view);
    PlotTableModel model(view.contents());
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Warning);
    REQUIRE(model.rowCount() == 4);
    REQUIRE(model.columnCount() == 3);
    CHECK(model.headerData(0, Qt::Horizontal).toString() == QStringLiteral("step"));
    CHECK(model.headerData(2, Qt::Horizontal).toString() == kAccuracy);
    CHECK(cell(model, 1, 1) == QStringLiteral("0.333"));
    CHECK(cell(model, 1, 2).isEmpty());
    CHECK(cell(model, 2, 2) == QStringLiteral("90"));
    CHECK(cell(model, 3, 0) == QStringLiteral("5"));
    CHECK(cell(model, 3, 1).isEmpty());
}

TEST_CASE("The table takes in what is added and what is replaced", "[ui][charts][table]") {
    PlotView view;
    fill(view);
    PlotTableModel model(view.contents());
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Warning);
    const double lost = std::numeric_limits<double>::quiet_NaN();
    view.appendToCurve(kLosses, std::vector<CurveSample>{{1404.0, lost}});
    model.refresh();
    REQUIRE(model.rowCount() == 5);
    CHECK(cell(model, 4, 0) == QStringLiteral("1,404"));
    CHECK(cell(model, 4, 1) == QStringLiteral("NaN"));
    view.removeCurve(kAccuracy);
    CHECK(cell(model, 2, 2).isEmpty()); // gone, and not yet taken in
    model.refresh();
    CHECK(model.columnCount() == 2);
    CHECK(model.rowCount() == 4);
    view.clearCurves();
    model.refresh();
    CHECK(model.rowCount() == 0);
    CHECK(model.rowAt(1.0) == -1);
}

TEST_CASE("The row of an x is the nearest one", "[ui][charts][table]") {
    PlotView view;
    fill(view);
    const PlotTableModel model(view.contents());
    CHECK(model.rowAt(-7.0) == 0);
    CHECK(model.rowAt(0.4) == 0);
    CHECK(model.rowAt(0.6) == 1);
    CHECK(model.rowAt(100.0) == 3);
}

TEST_CASE("A table is copied with every digit, and its row moves the crosshair", "[ui][charts][table]") {
    PlotView view;
    fill(view);
    view.resize(600, 400);
    view.show();
    PlotTableDialog* dialog = showPlotTable(view);
    CHECK(showPlotTable(view) == dialog); // one for each plot
    // selectRow() depends on the modifier keys of the last event, whichever test sent it.
    dialog->table()->selectionModel()->setCurrentIndex(dialog->table()->model()->index(1, 0),
                                                       QItemSelectionModel::ClearAndSelect |
                                                           QItemSelectionModel::Rows);
    CHECK(view.crosshair() == 1.0);
    dialog->copy();
    CHECK(QApplication::clipboard()->text().toStdString() ==
          "step\tloss\taccuracy\n1\t0.3333333333333333\t\n");
    dialog->table()->clearSelection();
    dialog->copy();
    CHECK(QApplication::clipboard()->text().count(QLatin1Char('\n')) == 5);
}

TEST_CASE("T opens the table, Ctrl+C copies the picture, with Shift the numbers", "[ui][charts][table]") {
    PlotView view;
    fill(view);
    view.resize(600, 400);
    view.show();
    QTest::keyClick(&view, Qt::Key_C, Qt::ControlModifier);
    CHECK(QApplication::clipboard()->image().size() == QSize(1200, 800));
    QTest::keyClick(&view, Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
    CHECK(QApplication::clipboard()->text().startsWith(QStringLiteral("curve,x,y\nloss,0,2.5\n")));
    QTest::keyClick(&view, Qt::Key_T, Qt::ControlModifier); // the window's own
    CHECK(view.findChild<PlotTableDialog*>() == nullptr);
    QTest::keyClick(&view, Qt::Key_T);
    CHECK(view.findChild<PlotTableDialog*>() != nullptr);
}
