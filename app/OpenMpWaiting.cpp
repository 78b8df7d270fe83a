// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/OpenMpWaiting.h"

#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <system_error>

namespace cyclo {

void waitBriefly(char** argv) {
    if (std::getenv("GOMP_SPINCOUNT") || std::getenv("OMP_WAIT_POLICY")) return;
    std::error_code unknown;
    const std::filesystem::path program = std::filesystem::read_symlink("/proc/self/exe", unknown);
    if (unknown || setenv("GOMP_SPINCOUNT", "10000", 1) != 0) return;
    execv(program.c_str(), argv); // returns only where it fails
}

} // namespace cyclo
