// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/Catch.h"
#include "ui/views/RunTrace.h"

using namespace cyclo;
using namespace cyclo::ui;
using Weight = RunVerdict::Weight;

namespace {

RunTrace endedAtStep71(RunKind kind, RunOutcome outcome) {
    RunTrace trace;
    trace.kind = kind;
    StepRecord last;
    last.step = 70;
    last.learningRate = 0.37;
    trace.steps = {last};
    trace.summary = RunSummary{};
    trace.summary->outcome = outcome;
    trace.summary->message = "the disk is full";
    return trace;
}

RunVerdict verdictOf(const RunTrace& trace) {
    return trace.kind == RunKind::RangeTest ? verdictOfRangeTest(trace, false, {}) : verdictOfTraining(trace);
}

} // namespace

TEST_CASE("A range test that diverges is good news, and says where", "[views][verdict]") {
    const RunVerdict verdict =
        verdictOfRangeTest(endedAtStep71(RunKind::RangeTest, RunOutcome::Diverged), true, {});
    CHECK(verdict.weight == Weight::Notice);
    CHECK(verdict.text.contains("step 71"));
    CHECK(verdict.text.contains("0.37"));
    CHECK(verdict.text.contains("that is the blow-up the test looks for"));
}

TEST_CASE("A range test without an answer says why", "[views][verdict]") {
    const RunVerdict verdict = verdictOfRangeTest(endedAtStep71(RunKind::RangeTest, RunOutcome::Completed),
                                                  false, "The loss never fell.");
    CHECK(verdict.weight == Weight::Warning);
    CHECK(verdict.text.contains("The loss never fell."));
}

TEST_CASE("A training that diverges is a warning, a failure an error with its cause", "[views][verdict]") {
    CHECK(verdictOf(endedAtStep71(RunKind::Training, RunOutcome::Diverged)).weight == Weight::Warning);
    const RunKind kind = GENERATE(RunKind::RangeTest, RunKind::Training);
    const RunVerdict failed = verdictOf(endedAtStep71(kind, RunOutcome::Failed));
    CHECK(failed.weight == Weight::Error);
    CHECK(failed.text == "the disk is full");
}

TEST_CASE("Stopping is quiet", "[views][verdict]") {
    const RunKind kind = GENERATE(RunKind::RangeTest, RunKind::Training);
    CHECK(verdictOf(endedAtStep71(kind, RunOutcome::Stopped)).weight == Weight::Quiet);
}

TEST_CASE("The list shows the best and the last measurement of a training", "[views][runtrace]") {
    RunTrace trace;
    for (const double accuracy : {0.7, 0.9, 0.8}) {
        EpochRecord epoch;
        epoch.validationAccuracy = accuracy;
        epoch.validationLoss = 1.0 - accuracy;
        trace.epochs.push_back(epoch);
    }
    const RunItem item = itemOf(trace, Qt::red);
    CHECK(item.state == RunState::Running);
    CHECK(item.figures.bestAccuracy == 0.9);
    CHECK(item.figures.lastAccuracy == 0.8);
    CHECK(item.figures.bestLoss == 1.0 - 0.9);
    CHECK(item.figures.lastLoss == 1.0 - 0.8);
}

TEST_CASE("The rows of a bent run keep to the plan before each change and to its factor after",
          "[views][runtrace]") {
    RunTrace trace;
    trace.rows = {
        .learningRate = {1, 2, 3, 4, 5}, .momentum = {0, 0, 0, 0, 0}, .weightDecay = {0, 0, 0, 0, 0}};
    CHECK(bentRows(trace) == trace.rows);
    trace.changes = {{1, 0.5, 1.0}, {3, 2.0, 8.0}};
    CHECK(bentRows(trace).learningRate == std::vector<double>{1, 1, 1.5, 8, 10});
    CHECK(bentRows(trace).momentum == trace.rows.momentum);
}
