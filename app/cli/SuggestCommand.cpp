// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Commands.h"
#include "app/cli/OutputOptions.h"
#include "app/cli/Summary.h"
#include "core/persistence/CurveCsv.h"
#include "core/persistence/RecordJson.h"

#include <memory>

namespace cyclo::cli {

namespace {

struct SuggestOptions {
    std::string curve;
    OutputOptions output;
};

int suggest(const SuggestOptions& options) {
    options.output.check();
    const auto curve = readCurveCsv(options.curve);
    const auto suggestions = suggestLearningRates(curve.learningRates, curve.losses);
    options.output.writeJson(jsonText(suggestionsToJson(suggestions)));
    saySuggestions(options.output.report(), suggestions);
    return kDone;
}

} // namespace

Action addSuggestCommand(CLI::App& program) {
    auto* app = program.add_subcommand("suggest", "learning rates for a curve recorded by any program");
    auto options = std::make_shared<SuggestOptions>();
    app->add_option("CURVE", options->curve,
                    "table with columns lr and loss (raw, not smoothed), comma-separated")
        ->required()
        ->type_name("");
    options->output.addJson(*app, "--json", "write the suggestions as JSON");
    options->output.addQuiet(*app);
    return [options] { return suggest(*options); };
}

} // namespace cyclo::cli
