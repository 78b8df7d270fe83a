// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/Catch.h"

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

TEST_CASE("Only the curve layer knows Qt Charts", "[ui][charts]") {
    std::vector<std::string> knowing;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(CYCLO_SOURCE_DIR "/ui")) {
        if (!entry.is_regular_file()) continue;
        std::ifstream file(entry.path());
        const std::string text((std::istreambuf_iterator<char>(file)), {});
        if (text.find("#include <QtCharts") != std::string::npos) knowing.push_back(entry.path().filename());
    }
    CHECK(knowing == std::vector<std::string>{"CurveLayer.cpp"});
}
