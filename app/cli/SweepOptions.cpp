// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/SweepOptions.h"

#include "app/cli/PolicyOptions.h"
#include "core/experiments/Runs.h"
#include "core/experiments/SweepPlan.h"

#include <algorithm>

namespace cyclo::cli {

namespace {

constexpr std::int64_t kUsualEpochs = 3; // of a short run
const std::string kUsualPolicy = "onecycle";

/// "1e-5,1e-4": numbers with commas between them.
std::vector<double> readNumbers(const std::string& option, const std::string& text) {
    std::vector<double> values;
    std::size_t start = 0;
    while (true) {
        const auto comma = std::min(text.find(',', start), text.size());
        values.push_back(readNumber(option, text.substr(start, comma - start)));
        if (comma == text.size()) return values;
        start = comma + 1;
    }
}

std::string numbersText(const std::vector<double>& values) {
    std::string text;
    for (const double value : values)
        text += (text.empty() ? "" : ",") + numberText(value);
    return text;
}

std::string readOneOf(const std::string& option, const std::string& text,
                      const std::vector<std::string>& words) {
    if (std::ranges::find(words, text) != words.end()) return text;
    throw UsageError(option + " must be " + listOf(words) + ", got '" + text + "'");
}

} // namespace

void SweepOptions::addTo(CLI::App& app) {
    run_.addTo(app);
    run_.addMomentum(app);
    addText(
        app, "--values", "LIST", [this](const std::string& text) { values_ = readNumbers("--values", text); },
        "what is tried, with commas between", numbersText(usualValues(kind_)));
    addCount(app, "--seeds", seeds_, {1, 1000},
             "runs of each value, from --seed on; the same seeds for every value", "1");
    ofRangeTests_ = {addNumber(app, "--lr-min", finder_.lrMin, "range tests: learning rate of the first step",
                               numberText(finder_.lrMin)),
                     addNumber(app, "--lr-max", finder_.lrMax, "range tests: learning rate of the last step",
                               numberText(finder_.lrMax)),
                     addText(
                         app, "--ramp", "WORD",
                         [this](const std::string& text) { finder_.ramp = readRamp(text); },
                         "range tests: exp (equal factors) or linear (equal differences)", "exp"),
                     addFinalMomentum(app, finder_)};
    loss_.addTo(app);
    addCount(app, "--epochs", epochs_, {1, kMostSteps}, "length of each run: passes over the training set",
             kind_ == SweepKind::BatchSize ? "" : std::to_string(kUsualEpochs));
    addCount(
        app, "--steps", steps_, {3, kMostSteps},
        kind_ == SweepKind::BatchSize
            ? "length: steps of the range tests at the largest batch; smaller batches see as many samples"
            : "length of each run: optimizer steps",
        kind_ == SweepKind::BatchSize ? std::to_string(finder_.steps) : "");
    if (kind_ != SweepKind::BatchSize) addShortRuns(app);
    addOutput(app);
}

void SweepOptions::addShortRuns(CLI::App& app) {
    if (kind_ == SweepKind::WeightDecay) {
        mode_ = "sequential";
        addText(
            app, "--mode", "WORD",
            [this](const std::string& text) {
                mode_ = readOneOf("--mode", text, {"sequential", "joint", "branch"});
            },
            "sequential (learning rate found at decay 0 and fixed, short runs, the exponent bisected), joint "
            "(a range test per decay) or branch (one run at --wd up to --branch-at, and from its snapshot on "
            "with each decay)",
            mode_);
        addCount(app, "--branch-at", branchAt_, {1, kMostSteps},
                 "branch: the step from which on a run has its own decay; each run is --epochs or --steps "
                 "long in all");
        addCount(app, "--bisections", bisections_, {0, 20}, "sequential: decays tried between the best two",
                 "1");
    } else {
        app.add_flag("--range-test", ramp_,
                     "one run of rising momentum instead; the paper found that it does not show the best");
    }
    addText(
        app, "--policy", "WORD",
        [this](const std::string& text) {
            policy_ = readOneOf("--policy", text, {"onecycle", "constant", "multistep"});
        },
        "of the short runs: onecycle (flavour smith), constant or multistep", kUsualPolicy);
    addNumber(app, "--max-lr", maxLr_, "onecycle: learning rate at the peak", "found by a range test");
    addNumber(app, "--lr", lr_, "constant, multistep: learning rate, the highest of the run",
              "found by a range test");
    const MultiStep drops;
    addText(
        app, "--milestones", "NUMBER,...",
        [this](const std::string& text) { milestones_ = readNumbers("--milestones", text); },
        "multistep: shares of the run where the learning rate falls", numbersText(drops.milestones));
    addNumber(app, "--gamma", gamma_, "multistep: factor at each milestone", numberText(drops.gamma));
    ofRangeTests_.push_back(addCount(app, "--find-steps", finder_.steps, {2, kMostSteps},
                                     "steps of the range test that finds it", std::to_string(finder_.steps)));
}

void SweepOptions::addOutput(CLI::App& app) {
    addText(
        app, "--resume", "FILE", [this](const std::string& text) { resume_ = text; },
        "go on from the JSON of the same sweep that was stopped; written back to it without --json");
    output_.addJson(app, "--json", "write the sweep as JSON, after each finished run");
    output_.addCsv(app, "write a table, one row a run");
    output_.addQuiet(app);
}

SweepMode SweepOptions::mode() const {
    if (kind_ == SweepKind::BatchSize || mode_ == "joint") return SweepMode::RangeTests;
    if (mode_ == "branch") return SweepMode::Branches;
    return ramp_ ? SweepMode::MomentumRamp : SweepMode::ShortRuns;
}

Policy SweepOptions::policy() const {
    if (policy_ && (ramp_ || mode() == SweepMode::RangeTests))
        throw UsageError("--policy is for short runs; a range test has a learning rate of its own");
    const std::string word = policy_.value_or(kUsualPolicy);
    const bool drops = word == "multistep";
    if (!drops && (!milestones_.empty() || gamma_))
        throw UsageError("--milestones and --gamma are for --policy multistep");
    if (word == "onecycle" && !ramp_) {
        if (lr_)
            throw UsageError("--lr is for --policy constant and multistep; --policy onecycle takes --max-lr");
        return SmithOneCycle{};
    }
    if (maxLr_)
        throw UsageError(ramp_ ? "--max-lr: the learning rate of --range-test is constant; give --lr"
                               : "--max-lr is for --policy onecycle; --policy " + word + " takes --lr");
    return heldMomentum();
}

Policy SweepOptions::heldMomentum() const {
    const double momentum = run_.experiment().momentum;
    if (policy_ != "multistep") return Constant{.momentum = momentum};
    MultiStep policy{.momentum = momentum};
    if (!milestones_.empty()) policy.milestones = milestones_;
    policy.gamma = gamma_.value_or(policy.gamma);
    return policy;
}

void SweepOptions::refuseSwept() const {
    if (kind_ == SweepKind::BatchSize && run_.batchGiven())
        throw UsageError("--batch cannot stand beside a sweep of batch sizes; give them as --values");
    if (kind_ == SweepKind::WeightDecay && mode() != SweepMode::Branches && run_.weightDecayGiven())
        throw UsageError("--wd cannot stand beside a sweep of decays; give them as --values");
    if (kind_ == SweepKind::Momentum && run_.momentumGiven() && (lr_ || maxLr_))
        throw UsageError("--momentum is that of the range test which finds the learning rate, and here it is "
                         "given; momenta are tried by --values");
    if (bisections_ && mode() != SweepMode::ShortRuns)
        throw UsageError("--bisections belongs to --mode sequential");
    refuseWithoutRangeTest();
    if (mode() == SweepMode::RangeTests && (lr_ || maxLr_))
        throw UsageError("range tests go through all learning rates; leave --lr and --max-lr out");
}

/// Options of a range test, where there is none as the learning rate is given.
void SweepOptions::refuseWithoutRangeTest() const {
    if (mode() == SweepMode::RangeTests || (!lr_ && !maxLr_)) return;
    const auto refuse = [](const std::string& option) {
        throw UsageError(option + " is of range tests, and with the learning rate given there is none");
    };
    if (loss_.given()) refuse("--loss");
    for (const CLI::Option* option : ofRangeTests_)
        if (option->count() > 0) refuse(option->get_name());
}

void SweepOptions::checkBranch() const {
    if (mode() != SweepMode::Branches) {
        if (branchAt_) throw UsageError("--branch-at belongs to --mode branch");
        return;
    }
    if (!branchAt_) throw UsageError("--mode branch needs --branch-at, the step where the decays part");
    if (!run_.weightDecayGiven()) throw UsageError("--mode branch needs --wd, the decay up to the branch");
}

void SweepOptions::setLength(SweepConfig& config) const {
    if (epochs_ && steps_) throw UsageError("--epochs and --steps both say how long; give one");
    if (config.mode == SweepMode::RangeTests) {
        if (steps_) config.base.finder.steps = *steps_;
    } else {
        config.steps = steps_;
        config.base.epochs = epochs_.value_or(kUsualEpochs);
    }
}

SweepConfig SweepOptions::config() const {
    refuseSwept();
    checkBranch();
    SweepConfig config{
        .kind = kind_, .mode = mode(), .values = values_.empty() ? usualValues(kind_) : values_};
    config.seeds = seeds_;
    config.bisections = bisections_.value_or(config.bisections);
    config.branchAt = branchAt_.value_or(0);
    config.learningRate = lr_ ? lr_ : maxLr_;
    config.base = run_.experiment();
    config.base.finder = finder_;
    loss_.set(config.base.finder);
    config.base.policy = policy();
    setLength(config);
    validate(config);
    return config;
}

SweepConfig SweepOptions::config(const DataSource& data) const {
    SweepConfig config = this->config();
    if (!epochs_ || config.mode != SweepMode::RangeTests) return config;
    ExperimentConfig largest = config.base;
    if (kind_ == SweepKind::BatchSize)
        largest.batchSize = static_cast<std::int64_t>(*std::ranges::max_element(config.values));
    const std::int64_t perEpoch = stepsPerEpoch(largest, data);
    if (*epochs_ > kMostSteps / perEpoch)
        throw UsageError("--epochs " + std::to_string(*epochs_) + " is too long; at most " +
                         std::to_string(kMostSteps) + " steps");
    config.base.finder.steps = *epochs_ * perEpoch;
    validate(config);
    return config;
}

} // namespace cyclo::cli
