// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/benchmarks/regret/RegretReport.h"

#include <cstdio>
#include <exception>
#include <string>

using namespace cyclo::regret;

/// cyclo_regret CASES TABLE [--report]: measures what TABLE lacks of CASES, on one thread, unless only the
/// report is wanted; then prints the report. It can be interrupted and goes on where it was.
int main(int argc, char** argv) try {
    const bool reportOnly = argc == 4 && std::string(argv[3]) == "--report";
    if (argc != 3 && !reportOnly) {
        std::fprintf(stderr, "usage: cyclo_regret CASES TABLE [--report]\n");
        return 2;
    }
    const auto cases = readCases(argv[1]);
    Measurements measurements(argv[2]);
    for (const Case& one : cases) {
        if (reportOnly) break;
        std::fprintf(stderr, "%s\n", one.name.c_str());
        measurements.complete(one, 1);
    }
    std::printf("%s", regretReport(cases, measurements).c_str());
    return 0;
} catch (const std::exception& error) {
    std::fprintf(stderr, "cyclo_regret: %s\n", error.what());
    return 1;
}
