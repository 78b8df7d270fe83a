// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/persistence/TuneFiles.h"

#include "core/persistence/AtomicFile.h"
#include "core/persistence/Safetensors.h"
#include "core/persistence/TuneJson.h"

namespace cyclo {

std::vector<std::string> saveTune(const std::filesystem::path& folder, const TuneRecord& record,
                                  std::int64_t stepsPerEpoch) {
    writeFileAtomically(folder / "tune.json", jsonText(tuneToJson(record)));
    if (record.outcome != RunOutcome::Completed) return {"tune.json"};
    saveSchedule(folder / "schedule.json", tunedSchedule(record, stepsPerEpoch));
    saveSafetensors(folder / "weights.safetensors", tunedRun(record)->weights);
    writeFileAtomically(folder / "report.html", tuneReportHtml(record));
    return {"tune.json", "schedule.json", "weights.safetensors", "report.html"};
}

} // namespace cyclo
