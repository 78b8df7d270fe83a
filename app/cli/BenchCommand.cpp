// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Commands.h"
#include "app/cli/Interrupt.h"
#include "app/cli/OutputOptions.h"
#include "app/cli/RunOptions.h"
#include "core/experiments/Benchmark.h"
#include "core/network/NamedNetworks.h"
#include "core/persistence/JsonText.h"
#include "core/persistence/NetworkDocument.h"

#include <cmath>
#include <memory>

namespace cyclo::cli {

namespace {

struct BenchCommand {
    ExperimentConfig experiment; ///< its network only
    BenchmarkConfig config;
    OutputOptions output;
};

void addOptions(CLI::App& app, BenchCommand& command) {
    BenchmarkConfig& config = command.config;
    addNetwork(app, command.experiment.network);
    addBatch(app, config.batchSize, std::to_string(config.batchSize));
    addPrecision(app, config.precision);
    addThreads(app, config.threads);
    addNumber(app, "--seconds", config.seconds, "how long to measure", numberText(config.seconds));
    command.output.addJson(app, "--json", "write the result as JSON");
    command.output.addQuiet(app);
}

std::string twoDigits(double value) {
    return numberText(std::round(value * 100) / 100);
}

Json jsonOf(const BenchmarkConfig& config, const BenchmarkResult& result) {
    return {
        {"net", config.network.name},
        {"batch", config.batchSize},
        {"precision", toString(config.precision)},
        {"threads", result.threads},
        {"images_per_s", result.imagesPerSecond},
        {"ms_per_step", result.msPerStep},
        {"best_ms_per_step", result.bestMsPerStep},
        {"primitive_ms", result.primitiveMs},
        {"parameters", result.parameters},
    };
}

void say(const Report& report, const BenchmarkConfig& config, const BenchmarkResult& result) {
    report.say(config.network.name + ", batch " + std::to_string(config.batchSize) + ", " +
               toString(config.precision) + ", " + std::to_string(result.threads) +
               (result.threads == 1 ? " thread, " : " threads, ") +
               countText(static_cast<double>(result.parameters)) + " parameters");
    report.say(countText(result.imagesPerSecond) + " images/s, " + twoDigits(result.msPerStep) +
               " ms a step (best " + twoDigits(result.bestMsPerStep) + ")");
    report.say("its primitives alone " + twoDigits(result.primitiveMs) + " ms, " +
               percentText(result.primitiveMs / result.msPerStep) + " of the step");
}

int runBench(BenchCommand& command) {
    BenchmarkConfig& config = command.config;
    if (!(config.seconds > 0 && config.seconds <= 3600))
        throw UsageError("--seconds must be above 0 and at most 3600, got " + numberText(config.seconds));
    command.output.check();
    setNetwork(command.experiment, command.experiment.network);
    const auto& own = command.experiment.ownNetwork;
    config.network = own ? *own : networkFromSpec(command.experiment.network, 10);
    config.sampleShape = usualSampleShape(command.experiment.network);
    const Interrupt interrupt;
    const BenchmarkResult result = benchmark(config, interrupt.token());
    say(command.output.report(), config, result);
    command.output.writeJson(jsonText(jsonOf(config, result)));
    return kDone;
}

} // namespace

Action addBenchCommand(CLI::App& program) {
    auto* app = program.add_subcommand(
        "bench", "how fast a network trains here, and how much of that its primitives alone would take");
    auto command = std::make_shared<BenchCommand>();
    addOptions(*app, *command);
    return [command] { return runBench(*command); };
}

} // namespace cyclo::cli
