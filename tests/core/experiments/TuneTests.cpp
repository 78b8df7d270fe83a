// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiments/Runs.h"
#include "core/experiments/Tune.h"
#include "core/persistence/AtomicFile.h"
#include "core/persistence/FileError.h"
#include "core/persistence/TuneFiles.h"
#include "core/persistence/TuneJson.h"
#include "core/persistence/TuneRuns.h"
#include "tests/support/Catch.h"
#include "tests/support/JsonSchema.h"
#include "tests/support/Messages.h"
#include "tests/support/TestData.h"
#include "tests/support/TinyData.h"

#include <filesystem>
#include <map>
#include <mutex>
#include <numeric>
#include <optional>

using namespace cyclo;
using namespace cyclo::test;

namespace {

TuneConfig smallTune() {
    TuneConfig config;
    config.base.network = "mlp:8";
    config.base.batchSize = 16;
    config.base.threads = 2;
    config.base.epochs = 4;
    config.base.finder = {.lrMin = 1e-4, .lrMax = 100.0, .steps = 60};
    config.momenta = {0.9, 0.95};
    config.weightDecays = {0.0, 1e-3};
    config.constantShares = {0.3, 0.1};
    return config;
}

} // namespace

TEST_CASE("The recipe settles its picks one after the other and compares the end with baselines",
          "[experiments][tune]") {
    const DataSource data = tinyData({.trainSize = 320});
    const TuneConfig config = smallTune();
    TuneObserver silent;
    const TuneRecord record = runTune(config, data, silent, StopToken{});
    REQUIRE(record.outcome == RunOutcome::Completed);
    REQUIRE(record.runs.size() == 5); // 1cycle and the same held, two constant ones, step decay
    REQUIRE(tunedRun(record));
    const TuneRun& tuned = *tunedRun(record);
    for (const TuneRun& run : record.runs)
        if (isTuned(run)) CHECK(run.summary.last->validationLoss >= tuned.summary.last->validationLoss);
    const auto& policy = std::get<SmithOneCycle>(tuned.config.policy);
    CHECK(policy.maxLr == record.maxLr);
    CHECK(policy.maxMomentum == record.momentum);
    CHECK(tuned.config.weightDecay == record.weightDecay);
    CHECK(tuned.steps.size() == 80);
    CHECK(record.runs.back().name.starts_with("step decay"));
    REQUIRE(bestBaseline(record));
    CHECK(bestBaseline(record) != &tuned);
    CHECK_FALSE(tuned.weights.empty());
    const auto tests = rangeTestsOf(record);
    REQUIRE(tests.size() == 2); // two seeds, judged as one
    const auto together =
        suggestLearningRates(std::vector{lrCurveOf(tests[0]->points), lrCurveOf(tests[1]->points)});
    REQUIRE(together.recommended);
    CHECK(record.maxLr == together.recommended->maxLr);
    CHECK(record.maxLrInterval == together.recommended->interval);

    const Json json = parseJson(jsonText(tuneToJson(record)));
    CHECK(schemaViolation(loadSchema("tune"), json) == "");
    const auto schedule = tunedSchedule(record, stepsPerEpoch(config.base, data));
    CHECK(schedule.rows.learningRate[40] == tuned.steps[40].learningRate);
    CHECK(schedule.rows.momentum[40] == tuned.steps[40].momentum);
    CHECK(schedule.totalSteps() == 80);

    const std::string page = tuneReportHtml(record);
    CHECK(page.find("<svg") != std::string::npos);
    CHECK(page.find("recommended for the mean curve of the seeds") != std::string::npos);
    CHECK(page.find("src=") == std::string::npos); // all inside
    CHECK(page.find("nan") == std::string::npos);
}

TEST_CASE("Who watches the recipe is told of each part, sweep, pick and final run", "[experiments][tune]") {
    struct Watcher : TuneObserver {
        void partStarted(const TuneBudget& part) override { news.push_back(part.part); }
        void sweepStarted(const SweepConfig& sweep) override { news.push_back("+" + toString(sweep.kind)); }
        void sweepEnded(const SweepRecord& sweep) override {
            news.push_back("-" + std::to_string(sweep.members.size()));
        }
        void picked(const TuneRecord& soFar) override {
            picks.push_back(soFar.maxLr.has_value() + soFar.momentum.has_value() +
                            soFar.weightDecay.has_value());
        }
        void runStarted(const TuneRun& run, const ScheduleRows& rows) override {
            const std::lock_guard lock(mutex);
            planned[run.name] = rows.size();
        }
        void runStepped(const TuneRun& run, const StepRecord&) override {
            const std::lock_guard lock(mutex);
            ++stepped[run.name];
        }
        void runMeasured(const TuneRun& run, const EpochRecord&) override {
            const std::lock_guard lock(mutex);
            ++measured[run.name];
        }
        std::vector<std::string> news;
        std::vector<int> picks;
        std::map<std::string, std::int64_t> planned, stepped, measured;
        std::mutex mutex;
    } watcher;
    const TuneRecord record = runTune(smallTune(), tinyData({.trainSize = 320}), watcher, StopToken{});
    REQUIRE(record.outcome == RunOutcome::Completed);
    CHECK(watcher.news == std::vector<std::string>{"range tests", "+batch", "-6", "momentum", "+momentum",
                                                   "-2", "weight decay", "+wd", "-3", "1cycle", "baselines"});
    CHECK(watcher.picks == std::vector<int>{1, 2, 3});
    REQUIRE(watcher.planned.size() == record.runs.size());
    for (const TuneRun& run : record.runs) {
        CHECK(watcher.planned[run.name] == 80);
        CHECK(watcher.stepped[run.name] == static_cast<std::int64_t>(run.steps.size()));
        CHECK(watcher.measured[run.name] == static_cast<std::int64_t>(run.epochs.size()));
    }
}

TEST_CASE(
    "A recipe that is stopped in its final runs keeps the finished ones, and goes on to the same record",
    "[experiments][tune]") {
    struct Watcher : TuneObserver {
        explicit Watcher(StopToken* stopAfterTwo = nullptr) : stop(stopAfterTwo) {}
        void runStarted(const TuneRun& run, const ScheduleRows&) override { made.push_back(run.name); }
        void runEnded(const TuneRun& run) override {
            if (stop && run.name != made.front()) stop->requestStop();
        }
        void runKept(const TuneRun& run) override { kept.push_back(run.name); }
        StopToken* stop;
        std::vector<std::string> made, kept;
    };
    const TemporaryFolder folder;
    const DataSource data = tinyData({.trainSize = 320});
    TuneConfig config = smallTune();
    config.base.threads = 1; // one run after the other
    StopToken stop;
    Watcher first(&stop);
    const TuneRecord part = runTune(config, data, first, stop);
    CHECK(part.outcome == RunOutcome::Stopped);
    REQUIRE(part.runs.size() == 2);
    CHECK(first.made == std::vector{part.runs[0].name, part.runs[1].name});

    saveTuneRuns(folder.path(), config, part.runs);
    const std::vector<TuneRun> loaded = loadTuneRuns(folder.path(), config);
    REQUIRE(loaded.size() == 2);
    CHECK(loaded[0].steps == part.runs[0].steps);
    CHECK(loaded[0].epochs == part.runs[0].epochs);
    CHECK_FALSE(loaded[0].weights.empty());
    CHECK(loaded[0].weights == part.runs[0].weights);

    FinishedParts parts;
    parts.members = [&part](const SweepConfig& sweep) {
        for (const SweepRecord* of : {&part.batches, &part.momenta, &part.weightDecays})
            if (of->config == sweep) return of->members;
        return std::vector<SweepMemberRecord>{};
    };
    parts.run = [&loaded](const TuneRun& wanted) {
        for (const TuneRun& run : loaded)
            if (run.name == wanted.name && run.config == wanted.config) return std::optional(run);
        return std::optional<TuneRun>{};
    };
    Watcher second;
    const TuneRecord resumed = runTune(config, data, second, StopToken{}, parts);
    CHECK(second.kept == first.made);
    CHECK(second.made.size() == 3); // the constant ones, and step decay
    TuneObserver silent;
    const auto untimed = [](const TuneRecord& record) {
        Json json = tuneToJson(record);
        json.erase("timing");
        return jsonText(json);
    };
    CHECK(untimed(resumed) == untimed(runTune(config, data, silent, StopToken{})));
}

TEST_CASE("Final runs in a folder stand for the same recipe alone, and the 1cycle run with its weights alone",
          "[experiments][tune]") {
    const TemporaryFolder folder;
    const DataSource data = tinyData({.trainSize = 320});
    const TuneConfig config = smallTune();
    TuneObserver silent;
    CHECK(loadTuneRuns(folder.path(), config).empty()); // no file
    const TuneRecord record = runTune(config, data, silent, StopToken{});
    saveTuneRuns(folder.path(), config, record.runs);
    CHECK(loadTuneRuns(folder.path(), config).size() == 5);
    CHECK(schemaViolation(loadSchema("tune-runs"),
                          parseJson(readWholeFile(folder.path() / "final-runs.json", 1 << 30))) == "");
    TuneConfig other = config;
    other.base.epochs = 5;
    CHECK(loadTuneRuns(folder.path(), other).empty());
    std::filesystem::remove(folder.path() / "weights-cycled.safetensors");
    const auto without = loadTuneRuns(folder.path(), config);
    CHECK(without.size() == 4);
    CHECK(without.front().name == kHeldRun);
    CHECK(without.front().weights == record.runs[1].weights);
    std::filesystem::resize_file(folder.path() / "final-runs.json", 100);
    CHECK_THROWS_AS(loadTuneRuns(folder.path(), config), FileError);
}

TEST_CASE("A recipe that was completed leaves four files, one that was not leaves its record",
          "[experiments][tune]") {
    const TemporaryFolder folder;
    const DataSource data = tinyData({.trainSize = 320});
    TuneObserver silent;
    StopToken stop;
    const auto steps = stepsPerEpoch(smallTune().base, data);
    const auto has = [&](const char* name) { return std::filesystem::exists(folder.path() / name); };
    SECTION("completed") {
        const auto names = saveTune(folder.path(), runTune(smallTune(), data, silent, stop), steps);
        CHECK(names.size() == 4);
        for (const std::string& name : names)
            CHECK(has(name.c_str()));
        CHECK(loadSchedule(folder.path() / "schedule.json").totalSteps() == 80);
    }
    SECTION("stopped") {
        stop.requestStop();
        const auto names = saveTune(folder.path(), runTune(smallTune(), data, silent, stop), steps);
        CHECK(names == std::vector<std::string>{"tune.json"});
        CHECK(has("tune.json"));
        CHECK_FALSE(has("report.html"));
    }
    SECTION("no such folder") {
        CHECK_THROWS_AS(saveTune(folder.path() / "none", TuneRecord{}, steps), FileError);
    }
}

TEST_CASE("The recipe gives the same record when it is run again, but for the times", "[experiments][tune]") {
    const DataSource data = tinyData({.trainSize = 320});
    TuneObserver silent;
    const auto untimed = [&] {
        Json json = tuneToJson(runTune(smallTune(), data, silent, StopToken{}));
        json.erase("timing");
        return jsonText(json);
    };
    CHECK(untimed() == untimed());
}

TEST_CASE("The budget is what the runs take, stated before they start", "[experiments][tune]") {
    const DataSource data = tinyData({.trainSize = 320});
    TuneObserver silent;
    const TuneRecord record = runTune(smallTune(), data, silent, StopToken{});
    REQUIRE(record.budget.size() == 5);
    const auto epochs = [](const std::vector<SweepMemberRecord>& members, std::int64_t batch) {
        return std::accumulate(members.begin(), members.end(), 0.0, [batch](double sum, const auto& member) {
            return sum + static_cast<double>(member.summary.stepsDone * batch) / 320.0;
        });
    };
    CHECK(record.budget[1].epochs == epochs(record.momenta.members, 16));
    CHECK(record.budget[2].epochs == epochs(record.weightDecays.members, 16));
    CHECK(record.budget[1].runs == 2);
    CHECK(record.budget[2].runs == 3);
    CHECK_THAT(record.budget[0].epochs,
               WithinRel(6 * 60 * 16 / 320.0, 1e-12)); // 3 sizes, 2 seeds, equal samples
    CHECK(record.budget[4].epochs == 12.0);
}

TEST_CASE("The verdict says where one seed cannot tell the runs apart", "[experiments][tune]") {
    const auto run = [](const char* name, const Policy& policy, double loss) {
        TuneRun made{.name = name, .config = {}, .summary = {}, .steps = {}, .epochs = {}};
        made.config.policy = policy;
        made.summary.last = EpochRecord{.validationLoss = loss, .validationAccuracy = 0.99};
        return made;
    };
    TuneRecord record;
    const auto verdict = [&](double tuned, double baseline) {
        record.runs = {run(kHeldRun, SmithOneCycle{}, tuned), run("constant 0.1", Constant{}, baseline)};
        return verdictOf(record);
    };
    const char* doubt = "a single seed each cannot tell apart";
    CHECK_THAT(verdict(0.0215, 0.0216), ContainsSubstring("better than") && ContainsSubstring(doubt));
    CHECK_THAT(verdict(0.0222, 0.0216), ContainsSubstring("not better than") && ContainsSubstring(doubt));
    CHECK_THAT(verdict(0.0215, 0.0264), ContainsSubstring("better than") && !ContainsSubstring(doubt));
}

TEST_CASE("A budget for everything decides how long the final runs are", "[experiments][tune]") {
    const DataSource data = tinyData({.trainSize = 320});
    TuneConfig config = smallTune();
    const auto takes = [&](std::int64_t epochs) {
        config.base.epochs = epochs;
        return totalEpochs(budgetOf(config, data));
    };
    const std::int64_t whole = epochsWithin(config, 200.0, data);
    CHECK(whole > 1);
    CHECK(takes(whole) <= 200.0);
    CHECK(takes(whole + 1) > 200.0);
    CHECK(epochsWithin(config, takes(7), data) == 7);
    CHECK(epochsWithin(config, takes(1), data) == 1);
    CHECK_THROWS_AS(epochsWithin(config, takes(1) - 0.5, data), std::invalid_argument);
}

TEST_CASE("A recipe whose range test is flat ends there and says so", "[experiments][tune]") {
    TuneConfig config = smallTune();
    config.base.finder = {.lrMin = 1e-9, .lrMax = 1e-8, .steps = 40};
    TuneObserver silent;
    const TuneRecord record = runTune(config, tinyData({.trainSize = 320}), silent, StopToken{});
    CHECK(record.outcome == RunOutcome::Failed);
    CHECK(record.message.find("recommends no learning rate") != std::string::npos);
    CHECK(record.momenta.members.empty());
    CHECK(schemaViolation(loadSchema("tune"), parseJson(jsonText(tuneToJson(record)))) == "");
}
