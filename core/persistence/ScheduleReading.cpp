// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/persistence/JsonMerge.h"
#include "core/persistence/JsonValue.h"
#include "core/persistence/PolicyJson.h"
#include "core/persistence/ScheduleDocument.h"

#include <stdexcept>

namespace cyclo {

namespace {

std::optional<std::int64_t> readCount(const JsonValue& json, std::string_view key) {
    const auto found = json.find(key);
    if (!found) return std::nullopt;
    if (found->integer() < 1) found->refuse("must be at least 1, got " + std::to_string(found->integer()));
    return found->integer();
}

template <typename Check>
std::vector<double> readColumn(const JsonValue& rows, std::string_view key, std::int64_t totalSteps,
                               const Check& right, const std::string& what) {
    const auto column = rows.at(key);
    auto values = column.numbers();
    if (static_cast<std::int64_t>(values.size()) != totalSteps) {
        column.refuse("has " + std::to_string(values.size()) + " rows where total_steps is " +
                      std::to_string(totalSteps));
    }
    for (std::size_t row = 0; row < values.size(); ++row) {
        if (!right(values[row]))
            column.refuse("must be " + what + ", got " + column.json()[row].dump() + " in row " +
                          std::to_string(row));
    }
    return values;
}

ScheduleRows readRows(const JsonValue& json) {
    const auto total = json.at("total_steps");
    if (total.integer() < 1) total.refuse("must be at least 1, got " + std::to_string(total.integer()));
    const auto rows = json.at("rows");
    const auto atLeastZero = [](double value) { return value >= 0; };
    const auto momentum = [](double value) { return value >= 0 && value < 1; };
    ScheduleRows read{
        .learningRate = readColumn(rows, "lr", total.integer(), atLeastZero, "0 or above"),
        .momentum = readColumn(rows, "momentum", total.integer(), momentum, "at least 0 and below 1"),
        .weightDecay = readColumn(rows, "weight_decay", total.integer(), atLeastZero, "0 or above")};
    const auto hash = json.find("rows_sha256");
    if (hash && hash->text() != rowsSha256(read)) {
        hash->refuse("does not fit the rows: they were changed after the file was written (they give " +
                     rowsSha256(read) + ")");
    }
    return read;
}

void readGenerator(const JsonValue& json, ScheduleDocument& document) {
    const auto generator = json.find("generator");
    if (!generator) return;
    document.policy = policyFromJson(*generator);
    if (!document.policy) {
        document.foreignGenerator = generator->json();
        return;
    }
    if (const auto total = generator->find("total_steps");
        total && total->integer() != document.totalSteps()) {
        total->refuse("must be the " + std::to_string(document.totalSteps()) +
                      " steps of the schedule, got " + std::to_string(total->integer()));
    }
    try {
        validate({.policy = *document.policy, .weightDecay = document.weightDecay}, document.totalSteps());
    } catch (const std::invalid_argument& error) {
        generator->refuse(std::string("is impossible: ") + error.what());
    }
}

template <typename Enum>
void readWord(const JsonValue& json, std::string_view key, Enum (*fromString)(const std::string&),
              Enum& value) {
    const auto found = json.find(key);
    if (!found) return;
    try {
        value = fromString(found->text());
    } catch (const std::invalid_argument& error) {
        found->refuse(std::string("is not known: ") + error.what());
    }
}

void readName(const JsonValue& json, OptimizerConfig& optimizer) {
    readWord(json, "name", optimizerKindFromString, optimizer.kind);
    optimizer = usualConfig(optimizer.kind);
    const auto nesterov = json.find("nesterov");
    if (!nesterov || !nesterov->boolean()) return;
    if (isAdam(optimizer.kind)) nesterov->refuse("must be false for " + toString(optimizer.kind));
    optimizer.kind = OptimizerKind::Nesterov;
}

void readOptimizer(const JsonValue& json, ScheduleDocument& document) {
    const auto found = json.find("optimizer");
    if (!found) return;
    auto& optimizer = document.optimizer;
    readName(*found, optimizer);
    readWord(*found, "momentum_form", momentumFormFromString, optimizer.momentumForm);
    readWord(*found, "weight_decay_mode", weightDecayModeFromString, optimizer.weightDecayMode);
    if (const auto beta2 = found->find("beta2")) optimizer.beta2 = beta2->number();
    if (const auto eps = found->find("eps")) optimizer.eps = eps->number();
    if (const auto clip = found->find("clip_norm")) optimizer.clipNorm = clip->number();
    try {
        validate(optimizer);
    } catch (const std::invalid_argument& error) {
        found->refuse(std::string("is impossible: ") + error.what());
    }
    if (const auto decay = found->find("weight_decay")) {
        document.weightDecay = decay->number();
        if (document.weightDecay < 0) decay->refuse("must be 0 or above, got " + decay->json().dump());
    }
}

std::string readText(const JsonValue& json, std::string_view key) {
    const auto found = json.find(key);
    return found ? found->text() : std::string();
}

ScheduleProvenance readProvenance(const JsonValue& json) {
    ScheduleProvenance provenance;
    const auto found = json.find("provenance");
    if (!found) return provenance;
    provenance.data = readText(*found, "data");
    provenance.network = readText(*found, "net");
    provenance.madeBy = readText(*found, "made_by");
    if (const auto seed = found->find("seed")) provenance.seed = seed->count();
    if (const auto curve = found->find("curve")) provenance.curve = curve->object();
    if (const auto picks = found->find("picks")) provenance.picks = picks->array();
    return provenance;
}

} // namespace

ScheduleDocument scheduleFromJson(const Json& json) {
    const JsonValue value(json);
    requireFormat(value, kScheduleFormat, kScheduleVersion);
    ScheduleDocument document;
    document.rows = readRows(value);
    document.stepsPerEpoch = readCount(value, "steps_per_epoch");
    document.epochs = readCount(value, "epochs");
    document.batchSize = readCount(value, "batch_size");
    readOptimizer(value, document);
    readGenerator(value, document);
    document.provenance = readProvenance(value);
    document.unknown = beyond(scheduleToJson(document), json);
    return document;
}

} // namespace cyclo
