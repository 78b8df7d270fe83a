// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/RunOptions.h"

#include "app/cli/Report.h"
#include "core/data/DataSpec.h"
#include "core/network/NamedNetworks.h"
#include "core/persistence/NetworkDocument.h"

#include <limits>

namespace cyclo::cli {

namespace {

constexpr std::int64_t kMostSamples = 1'000'000'000;
constexpr std::int64_t kMostThreads = 256;

/// @param spec  text of one
template <class Helps, class Spec> std::string specsOf(const Helps& helps, const Spec& spec) {
    std::vector<std::string> specs;
    for (const auto& help : helps)
        specs.push_back(spec(help));
    return listOf(specs);
}

} // namespace

void DataOptions::addTo(CLI::App& app, bool specIsOption) {
    if (specIsOption) {
        addText(
            app, "--data", "SPEC", [this](const std::string& text) { config.spec = text; },
            "data set: " + specsOf(dataKinds(), specWithOptions) + "; 'data list' says more", config.spec);
    }
    addText(
        app, "--normalize", "WORD",
        [this](const std::string& text) { config.normalization = normalizationFromString(text); },
        "how raw values become inputs: standardize (mean and deviation of the training set), unit (x/255), "
        "mean-image or none",
        toString(config.normalization));
    addText(
        app, "--augment", "WORD",
        [this](const std::string& text) { config.augmentation = augmentationFromString(text); },
        "chance in each training pass: none, flip (left and right) or flip-crop (and a crop after padding by "
        "4)",
        toString(config.augmentation));
    addCount(app, "--limit", config.limit, {1, kMostSamples}, "take only the first so many training samples",
             "all");
}

CLI::Option* addNetwork(CLI::App& app, std::string& target) {
    return addText(
        app, "--net", "SPEC", [&target](const std::string& text) { target = text; },
        "network: " + specsOf(networkSpecs(), [](const auto& help) { return help.spec; }), target);
}

CLI::Option* addThreads(CLI::App& app, int& target) {
    return addCount(app, "--threads", target, {0, kMostThreads},
                    "threads of the engine; 0 takes all processors", std::to_string(target));
}

CLI::Option* addPrecision(CLI::App& app, Precision& target) {
    const auto read = [&target](const std::string& text) {
        try {
            target = precisionFromString(text);
            requireFast(target);
        } catch (const std::invalid_argument& error) {
            throw UsageError("--" + std::string(error.what()));
        }
    };
    return addText(app, "--precision", "WORD", read,
                   "in what the network computes: f32, or bf16 where the processor is faster in it", "f32");
}

CLI::Option* addWeightDecay(CLI::App& app, double& target) {
    return addNumber(app, "--wd", target, "weight decay, at least 0; see --wd-mode", "0");
}

void RunOptions::addTo(CLI::App& app) {
    data_.addTo(app);
    addNetwork(app, config_.network);
    batch_ = addBatch(app, config_.batchSize, std::to_string(config_.batchSize));
    weightDecay_ = addWeightDecay(app, config_.weightDecay);
    addPrecision(app, config_.precision);
    addThreads(app, config_.threads);
    addCount(app, "--seed", config_.seed, {0, std::numeric_limits<std::int64_t>::max()},
             "seed of the initial weights and of the order of samples", std::to_string(config_.seed));
    optimizer_.addTo(app);
}

void RunOptions::addMomentum(CLI::App& app) {
    momentum_ =
        addNumber(app, "--momentum", config_.momentum, "momentum, in [0, 1)", numberText(config_.momentum));
}

CLI::Option* addFinalMomentum(CLI::App& app, FinderConfig& finder) {
    return addNumber(
        app, "--final-momentum", finder.finalMomentum,
        "range tests: momentum of the last step, in [0, 1), to which --momentum moves against the learning "
        "rate",
        "held");
}

void FinderLossOptions::addTo(CLI::App& app) {
    const auto read = [this](const std::string& text) {
        if (text != "train" && text != "val")
            throw UsageError("--loss must be train or val, got '" + text + "'");
        loss_ = text == "val" ? FinderLoss::Validation : FinderLoss::Training;
    };
    addText(
        app, "--loss", "WORD", read,
        "that a range test is judged by: train (of the step's batch, before its update) or val (of held-out "
        "samples, after the update of each step; the price is told first)",
        "train");
    addCount(app, "--val-samples", samples_, {1, 1'000'000'000},
             "--loss val: the first so many of the held-out samples, or all",
             std::to_string(FinderConfig{}.validationSamples));
}

void FinderLossOptions::set(FinderConfig& finder) const {
    if (samples_ && loss_ != FinderLoss::Validation) throw UsageError("--val-samples belongs to --loss val");
    if (loss_) finder.loss = *loss_;
    if (samples_) finder.validationSamples = *samples_;
}

void RunOptions::addInit(CLI::App& app) {
    addText(
        app, "--init", "FILE", [this](const std::string& text) { config_.init = text; },
        "start from these weights (safetensors) instead of the seed's");
}

ExperimentConfig RunOptions::experiment() const {
    ExperimentConfig experiment = config_;
    experiment.data = data_.config;
    experiment.optimizer = optimizer_.over({});
    setNetwork(experiment, experiment.network); // finds a mistyped name before the data are read
    return experiment;
}

} // namespace cyclo::cli
