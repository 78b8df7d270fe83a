// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/Catch.h"
#include "ui/models/CurveTableModel.h"

#include <QAbstractItemModelTester>

#include <cmath>

using namespace cyclo;
using namespace cyclo::ui;

namespace {

StepRecord record(std::int64_t step, double loss) {
    return {.step = step,
            .learningRate = 1.0 / 3.0,
            .momentum = 0.9,
            .weightDecay = 5e-4,
            .loss = loss,
            .smoothedLoss = loss};
}

} // namespace

TEST_CASE("The table of a curve is a sound model while it grows and is replaced", "[ui][models]") {
    CurveTableModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Warning);
    model.append({record(0, 2.3), record(1, 2.2)});
    model.append({});
    model.append({record(2, 2.1)});
    CHECK(model.rowCount() == 3);
    model.setSteps({record(7, 1.0)});
    CHECK(model.rowCount() == 1);
    model.clear();
    CHECK(model.rowCount() == 0);
}

TEST_CASE("The table rounds on the screen and copies in full", "[ui][models]") {
    CurveTableModel model;
    model.append({record(1403, 2.3456789), record(1404, std::nan(""))});
    CHECK(model.index(0, CurveTableModel::Step).data() == "1,403");
    CHECK(model.index(0, CurveTableModel::LearningRate).data() == "0.333");
    CHECK(model.index(0, CurveTableModel::WeightDecay).data() == "5e-4");
    CHECK(model.index(1, CurveTableModel::Loss).data() == "NaN");
    CHECK(model.index(0, CurveTableModel::Loss).data(CurveTableModel::kValueRole).toDouble() == 2.3456789);
    CHECK(model.textOf({0}).toStdString() ==
          "Step\tLearning rate\tMomentum\tWeight decay\tLoss\tSmoothed loss\n"
          "1403\t0.3333333333333333\t0.9\t5e-4\t2.3456789\t2.3456789\n");
}
