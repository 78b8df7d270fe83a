// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/benchmarks/regret/Cases.h"

#include <cmath>
#include <cstdlib>
#include <fstream>
#include <map>
#include <sstream>
#include <stdexcept>

namespace cyclo::regret {

namespace {

std::string dataSpec(const std::string& word) {
    static const std::map<std::string, std::string> folders{
        {"mnist", "mnist"}, {"fashion", "fashion"}, {"cifar10", "cifar-10"}};
    const auto place = folders.find(word);
    if (place == folders.end()) return word;
    const char* folder = std::getenv("CYCLOMETER_DATA");
    if (folder == nullptr)
        throw std::runtime_error(word + " needs the real data: set CYCLOMETER_DATA to a folder with " +
                                 place->second + "/");
    return word + ":" + (std::filesystem::path(folder) / place->second).string();
}

Case caseIn(const std::string& line, std::size_t number) {
    std::istringstream words(line);
    Case found{.name = line, .group = {}, .config = {}};
    std::string data;
    std::int64_t limit = 0;
    auto& config = found.config;
    words >> found.group >> config.network >> data >> config.epochs >> config.batchSize >> limit;
    if (!words || (found.group != "fitted" && found.group != "heldout") || limit < 1) {
        throw std::runtime_error("line " + std::to_string(number) +
                                 ": must be fitted|heldout NET DATA EPOCHS BATCH LIMIT, got '" + line + "'");
    }
    config.data.spec = dataSpec(data);
    config.data.limit = limit;
    return found;
}

} // namespace

std::vector<Case> readCases(const std::filesystem::path& path) {
    std::ifstream file(path);
    if (!file) throw std::runtime_error("cannot read " + path.string());
    std::vector<Case> cases;
    std::string line;
    for (std::size_t number = 1; std::getline(file, line); ++number) {
        line = line.substr(0, line.find('#'));
        line.erase(line.find_last_not_of(" \t\r") + 1);
        if (!line.empty()) cases.push_back(caseIn(line, number));
    }
    return cases;
}

std::vector<double> trainedLrs() {
    std::vector<double> rates;
    for (int quarter = -10; quarter <= 2; ++quarter)
        rates.push_back(std::pow(10.0, 0.25 * quarter));
    return rates;
}

} // namespace cyclo::regret
