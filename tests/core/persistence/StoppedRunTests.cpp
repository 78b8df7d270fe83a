// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/persistence/AtomicFile.h"
#include "core/persistence/StoppedRun.h"
#include "tests/core/persistence/Refusal.h"
#include "tests/support/Catch.h"
#include "tests/support/JsonSchema.h"
#include "tests/support/Messages.h"
#include "tests/support/TestData.h"
#include "tests/support/TinyData.h"

using namespace cyclo;
using namespace cyclo::test;

namespace {

/// Batch-norm, dropout and an optimizer with moments: everything that a run has to take up.
ExperimentConfig configWith(OptimizerKind optimizer) {
    ExperimentConfig config;
    config.ownNetwork =
        NetworkSpec{.name = "small",
                    .initialization = Initialization::He,
                    .layers = {Conv2d{.outChannels = 4, .kernelSize = 3}, BatchNorm2d{}, Relu{},
                               Dropout{.probability = 0.3}, Linear{.outFeatures = kOnePerClass}}};
    config.batchSize = 16;
    config.threads = 1;
    config.optimizer.kind = optimizer;
    config.optimizer.weightDecayMode =
        optimizer == OptimizerKind::AdamW ? WeightDecayMode::Decoupled : WeightDecayMode::Coupled;
    config.weightDecay = 1e-3;
    return config;
}

DataSource images() {
    return tinyData({.shape = {1, 6, 6}}); // four batches of 16 an epoch
}

constexpr std::int64_t kSteps = 14; // the last epoch is cut

ScheduleRows rowsFor(const ExperimentConfig& config) {
    return rowsOf(Schedule{SmithOneCycle{.maxLr = 0.05}, config.weightDecay}, kSteps);
}

/// Asks for a stop once so many steps have been made.
struct StopAfter : TrainingObserver {
    explicit StopAfter(std::int64_t count) : steps(count) {}
    void stepEnded(const StepRecord& step) override {
        if (step.step + 1 == steps) stop.requestStop();
    }
    std::int64_t steps;
    StopToken stop;
};

/// A run with a folder, which is stopped after so many steps.
TrainRecord runIn(const TemporaryFolder& folder, const ExperimentConfig& config, std::int64_t stopAfter) {
    StopAfter observer(stopAfter);
    const auto rows = rowsFor(config);
    return runOn(config, loadStoppedRun(folder.path(), config, rows), rows, images(), observer, observer.stop,
                 {}, KeepSteps::Yes, [&](const Trunk& soFar) { saveStoppedRun(folder.path(), rows, soFar); });
}

std::vector<EpochRecord> withoutTime(std::vector<EpochRecord> epochs) {
    for (EpochRecord& epoch : epochs)
        epoch.wallSeconds = 0.0;
    return epochs;
}

void checkSame(const TrainRecord& a, const TrainRecord& b) {
    CHECK(a.summary.outcome == RunOutcome::Completed);
    CHECK(a.summary.stepsDone == b.summary.stepsDone);
    CHECK(a.steps == b.steps);
    CHECK(withoutTime(a.epochs) == withoutTime(b.epochs));
    REQUIRE(a.summary.last);
    CHECK(*a.summary.last == a.epochs.back());
    CHECK(a.weights == b.weights);
}

} // namespace

TEST_CASE("A run that is stopped and goes on ends with the bits of one that was not",
          "[persistence][train]") {
    const ExperimentConfig config = configWith(GENERATE(OptimizerKind::Sgd, OptimizerKind::AdamW));
    TrainingObserver nobody;
    const TrainRecord whole = runTraining(config, rowsFor(config), images(), nobody, StopToken{});
    REQUIRE(whole.epochs.size() == 4);

    // In an epoch; at the end of one, while it is measured; before the first step; at the very end.
    const auto stops =
        GENERATE(std::vector<std::int64_t>{6}, std::vector<std::int64_t>{1, 5}, std::vector<std::int64_t>{8},
                 std::vector<std::int64_t>{4, 8, 12}, std::vector<std::int64_t>{14});
    const TemporaryFolder folder;
    double seconds = 0.0;
    for (const std::int64_t stop : stops) {
        const TrainRecord part = runIn(folder, config, stop);
        CHECK(part.summary.outcome == RunOutcome::Stopped);
        CHECK(part.summary.stepsDone == stop);
        CHECK(part.summary.wallSeconds > seconds);
        const Json kept = parseJson(readWholeFile(folder.path() / "training.json", 1 << 20));
        CHECK(schemaViolation(loadSchema("training"), kept) == "");
        CHECK(kept["steps_done"] == stop);
        seconds = kept["wall_s"];
    }
    const TrainRecord rest = runIn(folder, config, kSteps + 1);
    checkSame(rest, whole);
    CHECK(rest.summary.wallSeconds > seconds);
}

TEST_CASE("A run that is killed goes on from its last epoch", "[persistence][train]") {
    const ExperimentConfig config = configWith(OptimizerKind::Sgd);
    const auto rows = rowsFor(config);
    const TemporaryFolder folder;
    TrainingObserver nobody;
    int kept = 0;
    const TrainRecord whole =
        runOn(config, {}, rows, images(), nobody, StopToken{}, {}, KeepSteps::Yes, [&](const Trunk& soFar) {
            if (++kept <= 2) saveStoppedRun(folder.path(), rows, soFar);
        });
    CHECK(kept == 4); // after each epoch, the cut one too
    const auto done = loadStoppedRun(folder.path(), config, rows);
    REQUIRE(done);
    CHECK(done->end->step == 8);
    checkSame(runIn(folder, config, kSteps + 1), whole);
    checkSame(runIn(folder, config, kSteps + 1), whole); // from its end
    removeStoppedRun(folder.path());
    CHECK(std::filesystem::is_empty(folder.path()));
    CHECK_FALSE(loadStoppedRun(folder.path(), config, rows));
}

TEST_CASE("A stopped run of other settings, or whose file is broken, is refused by what differs",
          "[persistence][train]") {
    const ExperimentConfig config = configWith(OptimizerKind::Sgd);
    const auto rows = rowsFor(config);
    const TemporaryFolder folder;
    runIn(folder, config, 6);
    const auto refused = [&](const ExperimentConfig& other, const ScheduleRows& otherRows) {
        return refusal([&] { loadStoppedRun(folder.path(), other, otherRows); });
    };
    ExperimentConfig other = config;
    other.seed = 2;
    CHECK_THAT(
        refused(other, rows),
        ContainsSubstring("training.json: settings have \"seed\" 1, this run has 2; go on with the same"));
    ScheduleRows otherRows = rows;
    otherRows.learningRate[3] *= 2;
    CHECK_THAT(refused(config, otherRows), ContainsSubstring("\"rows_sha256\""));

    const auto path = folder.path() / "training.json";
    const std::string text = readWholeFile(path, 1 << 20);
    writeFileAtomically(path, text.substr(0, text.size() / 2));
    CHECK_THAT(refused(config, rows), ContainsSubstring("training.json: "));
    Json json = parseJson(text);
    json["snapshot"]["state"] = "../elsewhere.safetensors";
    writeFileAtomically(path, json.dump());
    CHECK_THAT(refused(config, rows), ContainsSubstring("must be \"training-6.safetensors\""));
    writeFileAtomically(path, text);
    writeFileAtomically(folder.path() / "training-6.safetensors", "short");
    CHECK_THAT(refused(config, rows), ContainsSubstring("training-6.safetensors"));
}
