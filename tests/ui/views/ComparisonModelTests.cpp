// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/Catch.h"
#include "ui/models/RunListModel.h"
#include "ui/views/ComparisonModel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>

using namespace cyclo::ui;

namespace {

RunItem itemOf(quint64 number, RunKind kind) {
    RunItem item;
    item.number = number;
    item.kind = kind;
    return item;
}

} // namespace

TEST_CASE("Trainings are compared until a person hides them; range tests never are", "[views][comparison]") {
    RunListModel runs;
    ComparisonModel comparison(runs);
    const QAbstractItemModelTester tester(&comparison,
                                          QAbstractItemModelTester::FailureReportingMode::Warning);
    runs.put(itemOf(1, RunKind::RangeTest));
    runs.put(itemOf(2, RunKind::Training));
    runs.put(itemOf(3, RunKind::Training));
    CHECK(comparison.compared() == std::set<quint64>{2, 3});

    const QModelIndex test = comparison.index(0, RunListModel::Number);
    const QModelIndex training = comparison.index(1, RunListModel::Number);
    CHECK_FALSE(comparison.flags(test).testFlag(Qt::ItemIsUserCheckable));
    CHECK_FALSE(comparison.data(test, Qt::CheckStateRole).isValid());
    REQUIRE(comparison.flags(training).testFlag(Qt::ItemIsUserCheckable));
    CHECK(comparison.data(training, Qt::CheckStateRole).toInt() == Qt::Checked);

    const QSignalSpy changed(&comparison, &ComparisonModel::comparedChanged);
    REQUIRE(comparison.setData(training, Qt::Unchecked, Qt::CheckStateRole));
    CHECK(changed.count() == 1);
    CHECK(comparison.compared() == std::set<quint64>{3});
    CHECK_FALSE(comparison.setData(test, Qt::Unchecked, Qt::CheckStateRole));
}
