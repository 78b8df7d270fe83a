// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/persistence/ScheduleDocument.h"

#include "core/persistence/AtomicFile.h"
#include "core/persistence/JsonMerge.h"
#include "core/persistence/PolicyJson.h"
#include "core/persistence/Sha256.h"

#include <bit>
#include <cstring>

namespace cyclo {

namespace {

constexpr std::uint64_t kLongestScheduleFile = 1ull << 30;

Json textOrNull(const std::string& text) {
    return text.empty() ? Json(nullptr) : Json(text);
}

Json generatorToJson(const ScheduleDocument& document) {
    if (!document.policy) return document.foreignGenerator;
    Json json = policyToJson(*document.policy);
    json["total_steps"] = document.totalSteps();
    return json;
}

/// PyTorch's words: its SGD has a switch for Nesterov.
Json optimizerToJson(const ScheduleDocument& document) {
    const OptimizerConfig& optimizer = document.optimizer;
    const bool nesterov = optimizer.kind == OptimizerKind::Nesterov;
    Json json{{"name", toString(nesterov ? OptimizerKind::Sgd : optimizer.kind)},
              {"momentum_form", toString(optimizer.momentumForm)},
              {"nesterov", nesterov},
              {"weight_decay", document.weightDecay},
              {"weight_decay_mode", toString(optimizer.weightDecayMode)}};
    if (isAdam(optimizer.kind)) {
        json["beta2"] = optimizer.beta2;
        json["eps"] = optimizer.eps;
    }
    if (optimizer.clipNorm) json["clip_norm"] = *optimizer.clipNorm;
    return json;
}

Json provenanceToJson(const ScheduleProvenance& provenance) {
    return {{"data", textOrNull(provenance.data)},
            {"net", textOrNull(provenance.network)},
            {"seed", valueOrNull(provenance.seed)},
            {"curve", provenance.curve},
            {"picks", provenance.picks},
            {"made_by", textOrNull(provenance.madeBy)}};
}

Json knownToJson(const ScheduleDocument& document) {
    const auto& rows = document.rows;
    Json json{{"format", kScheduleFormat}, {"version", kScheduleVersion}};
    json["generator"] = generatorToJson(document);
    json["total_steps"] = document.totalSteps();
    json["steps_per_epoch"] = valueOrNull(document.stepsPerEpoch);
    json["epochs"] = valueOrNull(document.epochs);
    json["batch_size"] = valueOrNull(document.batchSize);
    json["optimizer"] = optimizerToJson(document);
    json["rows"] = {
        {"lr", rows.learningRate}, {"momentum", rows.momentum}, {"weight_decay", rows.weightDecay}};
    json["rows_sha256"] = rowsSha256(rows);
    json["provenance"] = provenanceToJson(document.provenance);
    return json;
}

} // namespace

void addPick(ScheduleProvenance& provenance, const std::string& what, double value, const std::string& by) {
    provenance.picks.push_back({{"what", what}, {"value", value}, {"by", by}});
}

ScheduleDocument scheduleDocumentOf(const ExperimentConfig& config, std::int64_t totalSteps,
                                    std::optional<std::int64_t> stepsPerEpoch) {
    const Schedule schedule{.policy = config.policy, .weightDecay = config.weightDecay};
    validate(schedule, totalSteps);
    ScheduleDocument document;
    document.policy = config.policy;
    document.stepsPerEpoch = stepsPerEpoch;
    if (stepsPerEpoch && config.epochs * *stepsPerEpoch == totalSteps) document.epochs = config.epochs;
    document.batchSize = config.batchSize;
    document.optimizer = config.optimizer;
    document.weightDecay = config.weightDecay;
    document.rows = rowsOf(schedule, totalSteps);
    document.provenance = {.data = config.data.spec,
                           .network = config.network,
                           .seed = config.seed,
                           .madeBy = "cyclometer " CYCLO_VERSION};
    return document;
}

std::string rowsSha256(const ScheduleRows& rows) {
    static_assert(std::endian::native == std::endian::little, "the bytes hashed are those in memory");
    std::string bytes;
    for (const auto* column : {&rows.learningRate, &rows.momentum, &rows.weightDecay})
        bytes.append(reinterpret_cast<const char*>(column->data()), column->size() * sizeof(double));
    return sha256Hex(bytes);
}

Json scheduleToJson(const ScheduleDocument& document) {
    Json json = knownToJson(document);
    addMissing(json, document.unknown);
    return json;
}

void saveSchedule(const std::filesystem::path& path, const ScheduleDocument& document) {
    writeFileAtomically(path, jsonText(scheduleToJson(document)));
}

ScheduleDocument loadSchedule(const std::filesystem::path& path) {
    const auto text = readWholeFile(path, kLongestScheduleFile);
    try {
        return scheduleFromJson(parseJson(text));
    } catch (const FileError& error) {
        throw FileError(path.string() + ": " + error.what());
    }
}

} // namespace cyclo
