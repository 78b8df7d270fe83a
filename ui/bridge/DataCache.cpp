// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/DataCache.h"

#include <algorithm>
#include <utility>

namespace cyclo::ui {

DataCache::DataCache(std::function<DataSource(const DataConfig&)> open) : open_(std::move(open)) {}

std::shared_ptr<const DataSource> DataCache::get(const DataConfig& config) {
    const auto entry = entryOf(config);
    const std::lock_guard lock(entry->opening);
    if (!entry->data) entry->data = std::make_shared<const DataSource>(open_(config));
    return entry->data;
}

std::shared_ptr<DataCache::Entry> DataCache::entryOf(const DataConfig& config) {
    const std::lock_guard lock(mutex_);
    const auto found = std::find_if(entries_.begin(), entries_.end(),
                                    [&](const auto& entry) { return entry->config == config; });
    if (found != entries_.end()) {
        std::rotate(found, found + 1, entries_.end());
        return entries_.back();
    }
    if (entries_.size() == kKept) entries_.erase(entries_.begin());
    const auto entry = std::make_shared<Entry>();
    entry->config = config;
    entries_.push_back(entry);
    return entry;
}

} // namespace cyclo::ui
