// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/experiments/Runs.h"

#include <QList>

#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <variant>

namespace cyclo::ui {

struct RunStarted {
    std::uint64_t run = 0;
    RunInfo info;
};
struct StepsRecorded {
    std::uint64_t run = 0;
    std::optional<std::uint64_t> seed; ///< of one of several range tests
    QList<StepRecord> steps;
};
struct SeedEnded {
    std::uint64_t run = 0;
    std::uint64_t seed = 0;
    RunSummary summary;
};
struct LearningRateBent {
    std::uint64_t run = 0;
    LearningRateChange change;
};
struct EpochRecorded {
    std::uint64_t run = 0;
    EpochRecord epoch;
};
struct RangeTestEnded {
    std::uint64_t run = 0;
    std::shared_ptr<const FindRecord> record;
};
struct TrainingEnded {
    std::uint64_t run = 0;
    std::shared_ptr<const TrainRecord> record;
};
struct DataOpened {
    std::uint64_t request = 0;
    std::shared_ptr<const DataSource> data;
};
struct DataFailed {
    std::uint64_t request = 0;
    std::string message;
};
using BridgeEvent = std::variant<RunStarted, StepsRecorded, SeedEnded, LearningRateBent, EpochRecorded,
                                 RangeTestEnded, TrainingEnded, DataOpened, DataFailed>;

/// What the threads of the bridge have to say, in order, until the GUI thread takes it. Steps of one seed that
/// wait side by side lie in one event, so that a burst costs one signal.
class EventMailbox {
public:
    void post(BridgeEvent event);
    void postStep(std::uint64_t run, std::optional<std::uint64_t> seed, const StepRecord& step);
    std::deque<BridgeEvent> take(); ///< all of it; the mailbox is empty then

private:
    std::mutex mutex_;
    std::deque<BridgeEvent> events_;
};

} // namespace cyclo::ui
