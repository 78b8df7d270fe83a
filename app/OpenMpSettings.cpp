// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/OpenMpSettings.h"

#include <cstdlib>
#include <filesystem>
#include <omp.h>
#include <sched.h>
#include <system_error>
#include <unistd.h>
#include <vector>

namespace cyclo {

namespace {

/// @return  whether it was set
bool forget(const char* name) {
    return std::getenv(name) && unsetenv(name) == 0;
}

/// Gives the process all processors of OpenMP's places back: binding has left it one.
void freeFromPlaces() {
    cpu_set_t processors;
    CPU_ZERO(&processors);
    for (int place = 0; place < omp_get_num_places(); ++place) {
        std::vector<int> numbers(static_cast<std::size_t>(omp_get_place_num_procs(place)));
        omp_get_place_proc_ids(place, numbers.data());
        for (const int number : numbers)
            CPU_SET(static_cast<std::size_t>(number), &processors);
    }
    if (CPU_COUNT(&processors) > 0) sched_setaffinity(0, sizeof processors, &processors);
}

bool undoBinding() {
    bool isBound = forget("OMP_PROC_BIND");
    isBound = forget("OMP_PLACES") || isBound;
    if (isBound) freeFromPlaces();
    return isBound;
}

bool setBriefWaiting() {
    if (std::getenv("GOMP_SPINCOUNT") || std::getenv("OMP_WAIT_POLICY")) return false;
    return setenv("GOMP_SPINCOUNT", "10000", 1) == 0;
}

} // namespace

void settleOpenMp(char** argv) {
    std::error_code unknown;
    const std::filesystem::path program = std::filesystem::read_symlink("/proc/self/exe", unknown);
    if (unknown) return;
    const bool isUnbound = undoBinding(), waitsBriefly = setBriefWaiting();
    if (isUnbound || waitsBriefly) execv(program.c_str(), argv); // returns only where it fails
}

} // namespace cyclo
