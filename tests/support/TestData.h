// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace cyclo::test {

/// Folder of the real data sets: $CYCLOMETER_DATA, else ../shared/data beside the project; nothing where it
/// is absent.
std::optional<std::filesystem::path> realDataFolder();

/// Prints "skipped: ..." where the real data are absent, so that nobody takes silence for a pass.
bool skipWithoutRealData(const std::string& what);

/// A fresh empty folder that is removed with its contents at the end of the scope.
class TemporaryFolder {
public:
    TemporaryFolder();
    ~TemporaryFolder();
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;

    const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
};

} // namespace cyclo::test
