// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/persistence/PeerJson.h"

namespace cyclo {

namespace {

Json detailOf(const PeerAnswer& answer) {
    Json detail = Json::object();
    detail["index"] = answer.learningRate ? Json(answer.index) : Json(nullptr);
    detail["why"] = answer.why;
    if (!answer.trap.empty()) detail["trap"] = answer.trap;
    return detail;
}

} // namespace

Json peerSuggestionsToJson(const PeerSuggestions& said) {
    const std::string name = toString(said.finder);
    const std::string byDefault = said.answers.front().rule;
    Json json{{"as", name}};
    for (const char* rule : {"steepest", "valley", "minimum_tenth", "slide", "recommended"})
        json[rule] = nullptr;
    for (const auto& answer : said.answers)
        json[answer.rule] = answer.learningRate ? numberOrNull(*answer.learningRate) : Json(nullptr);
    json["default"] = byDefault;
    json["note"] = name + " recommends no bounds; its own answer is " + byDefault;
    json["traps"] = said.traps;
    for (const auto& answer : said.answers)
        json["details"][answer.rule] = detailOf(answer);
    json["samples"] = {{"from", said.from}, {"to", said.to}};
    json["plotted"] = Json::array();
    for (const double loss : said.plotted)
        json["plotted"].push_back(numberOrNull(loss));
    return json;
}

} // namespace cyclo
