// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/TestData.h"

#include "tests/support/Catch.h"

#include <cstdlib>
#include <unistd.h>

namespace cyclo::test {

std::optional<std::filesystem::path> realDataFolder() {
    if (const char* set = std::getenv("CYCLOMETER_DATA"); set && std::filesystem::is_directory(set))
        return set;
    const auto beside = std::filesystem::path(CYCLO_SOURCE_DIR) / ".." / "shared" / "data";
    if (std::filesystem::is_directory(beside)) return beside;
    return std::nullopt;
}

bool skipWithoutRealData(const std::string& what) {
    if (realDataFolder()) return false;
    WARN("skipped: " + what + " (set CYCLOMETER_DATA to the folder of the data sets)");
    SUCCEED();
    return true;
}

TemporaryFolder::TemporaryFolder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "cyclometer-XXXXXX").string();
    if (!mkdtemp(pattern.data())) throw std::runtime_error("no temporary folder: " + pattern);
    path_ = pattern;
}

TemporaryFolder::~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::permissions(path_, std::filesystem::perms::owner_all, ignored);
    std::filesystem::remove_all(path_, ignored);
}

} // namespace cyclo::test
