// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/persistence/TuneFormJson.h"

#include "core/persistence/JsonText.h"

#include <stdexcept>

namespace cyclo {

Json tuneFormToJson(const TuneForm& form) {
    return {{"seeds", form.seeds}, {"short_epochs", valueOrNull(form.shortEpochs)}};
}

TuneForm tuneFormFromJson(const JsonValue& json) {
    TuneForm form;
    if (const auto seeds = json.find("seeds")) form.seeds = seeds->integer();
    if (const auto epochs = json.find("short_epochs")) form.shortEpochs = epochs->integer();
    try {
        validate(form);
    } catch (const std::invalid_argument& problem) {
        json.refuse(std::string("cannot be: ") + problem.what());
    }
    return form;
}

} // namespace cyclo
