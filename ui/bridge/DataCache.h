// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/DataSource.h"

#include <functional>
#include <memory>
#include <mutex>
#include <vector>

namespace cyclo::ui {

/// Keeps the data sets used last open, so that the next run on them starts at once. All functions may be
/// called from several threads; two threads that ask for the same set open it once.
class DataCache {
public:
    explicit DataCache(std::function<DataSource(const DataConfig&)> open);

    /// The set as opened before, or opens it now. A failure is not kept: the next call tries again.
    /// @throws  what opening throws
    std::shared_ptr<const DataSource> get(const DataConfig& config);

private:
    static constexpr std::size_t kKept = 2; ///< the set on screen and the one of the run

    struct Entry {
        DataConfig config;
        std::mutex opening;
        std::shared_ptr<const DataSource> data;
    };
    std::shared_ptr<Entry> entryOf(const DataConfig& config);

    std::function<DataSource(const DataConfig&)> open_;
    std::mutex mutex_;
    std::vector<std::shared_ptr<Entry>> entries_; ///< used last at the end
};

} // namespace cyclo::ui
