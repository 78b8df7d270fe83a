// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Commands.h"
#include "app/cli/OutputOptions.h"
#include "app/cli/RunOptions.h"
#include "app/cli/Summary.h"
#include "core/data/ContactSheet.h"
#include "core/data/DataError.h"
#include "core/data/DataSpec.h"
#include "core/data/DataSummary.h"
#include "core/data/HistogramPicture.h"
#include "core/data/PngWriter.h"
#include "core/data/ScatterPicture.h"
#include "core/persistence/JsonText.h"

#include <memory>

namespace cyclo::cli {

namespace {

struct DataCommand {
    CLI::App* list = nullptr;
    CLI::App* info = nullptr;
    CLI::App* preview = nullptr;
    DataOptions infoData;
    DataOptions previewData;
    OutputOptions infoOutput;
    OutputOptions previewOutput;
    std::string png;
};

void addSpec(CLI::App& app, DataOptions& data) {
    app.add_option("SPEC", data.config.spec, "data set, as 'data list' writes it")->required()->type_name("");
}

void addOptions(CLI::App& data, DataCommand& command) {
    data.require_subcommand(1);
    command.list = data.add_subcommand("list", "the data sets there are and how they are written");
    command.info = data.add_subcommand("info", "shape, classes and counts of a data set");
    addSpec(*command.info, command.infoData);
    command.infoData.addTo(*command.info, false);
    command.infoOutput.addJson(*command.info, "--json", "write the same as JSON");
    command.preview = data.add_subcommand(
        "preview", "draw the first samples of each class, points as a scatter picture, tables as histograms");
    addSpec(*command.preview, command.previewData);
    command.previewOutput.addFile(*command.preview, "--png", command.png, "the picture")->required();
}

int list() {
    std::size_t widest = 0;
    for (const auto& kind : dataKinds())
        widest = std::max(widest, specOf(kind).size());
    const auto line = [widest](const std::string& word, const std::string& meaning) {
        printText(word + std::string(widest + 2 - word.size(), ' ') + meaning + "\n");
    };
    for (const auto& kind : dataKinds()) {
        line(specOf(kind), kind.description);
        for (const auto& option : furtherOptions(kind))
            line("  " + option.name + "=", option.meaning);
    }
    return kDone;
}

Json splitJson(std::int64_t samples, const std::vector<std::int64_t>& perClass) {
    return {{"samples", samples}, {"per_class", perClass}};
}

Json targetsJson(const DataSummary& summary) {
    Json targets = Json::array();
    for (const auto& [name, mean, deviation] : summary.targets)
        targets.push_back({{"name", name}, {"mean", mean}, {"standard_deviation", deviation}});
    return targets;
}

Json jsonOf(const DataSummary& summary, const std::string& spec) {
    const auto& shape = summary.sampleShape;
    return {
        {"spec", spec},
        {"title", summary.title},
        {"sample_shape", {shape.channels, shape.height, shape.width}},
        {"mean", summary.mean},
        {"standard_deviation", summary.standardDeviation},
        {"classes", summary.classNames},
        {"features", summary.featureNames},
        {"targets", targetsJson(summary)},
        {"notes", summary.notes},
        {"train", splitJson(summary.trainSize, summary.trainPerClass)},
        {"test", splitJson(summary.testSize, summary.testPerClass)},
    };
}

std::string samplesText(std::int64_t count) {
    return countText(static_cast<double>(count));
}

std::string taskText(const DataSummary& summary) {
    if (summary.targets.empty()) return std::to_string(summary.classNames.size()) + " classes";
    return std::to_string(summary.targets.size()) +
           (summary.targets.size() == 1 ? " real target" : " real targets");
}

void sayInfo(const Report& report, const DataSummary& summary, const std::string& spec) {
    report.say(summary.title + " (" + spec + "), samples of " + toString(summary.sampleShape));
    const auto& features = summary.featureNames;
    for (std::size_t channel = 0; channel < summary.mean.size(); ++channel) {
        report.say((features.empty() ? "channel " + std::to_string(channel) : features[channel]) + ": mean " +
                   numberText(summary.mean[channel]) + ", standard deviation " +
                   numberText(summary.standardDeviation[channel]));
    }
    report.say("training " + samplesText(summary.trainSize) + ", test " + samplesText(summary.testSize) +
               ", " + taskText(summary));
    for (std::size_t i = 0; i < summary.classNames.size(); ++i) {
        report.say("  " + summary.classNames[i] + ": training " + samplesText(summary.trainPerClass[i]) +
                   ", test " + samplesText(summary.testPerClass[i]));
    }
}

void sayTargetsAndNotes(const Report& report, const DataSummary& summary) {
    for (const auto& [name, mean, deviation] : summary.targets)
        report.say("  target " + name + ": mean " + numberText(mean) + ", standard deviation " +
                   numberText(deviation));
    sayNotes(report, summary.notes);
}

int info(const DataCommand& command) {
    command.infoOutput.check();
    const auto summary = describe(openData(command.infoData.config));
    sayInfo(command.infoOutput.report(), summary, command.infoData.config.spec);
    sayTargetsAndNotes(command.infoOutput.report(), summary);
    command.infoOutput.writeJson(jsonText(jsonOf(summary, command.infoData.config.spec)));
    return kDone;
}

Image8 pictureOf(const DataSource& data) {
    if (data.sampleShape.count() == 2) return scatterPicture(*data.rawTrain);
    if (!data.featureNames.empty()) return histogramPicture(*data.rawTrain, data.classCount());
    return contactSheet(*data.rawTrain, data.classCount());
}

int preview(const DataCommand& command) {
    command.previewOutput.check();
    const auto data = openData(command.previewData.config);
    const Image8 sheet = pictureOf(data);
    try {
        writePng(sheet, command.png);
    } catch (const DataError& error) {
        throw WriteError(error.what());
    }
    command.previewOutput.report().say("written to " + command.png);
    return kDone;
}

} // namespace

Action addDataCommand(CLI::App& program) {
    auto* app = program.add_subcommand("data", "data sets: list, info SPEC, preview SPEC --png FILE");
    auto command = std::make_shared<DataCommand>();
    addOptions(*app, *command);
    return [command] {
        if (command->list->parsed()) return list();
        return command->info->parsed() ? info(*command) : preview(*command);
    };
}

} // namespace cyclo::cli
