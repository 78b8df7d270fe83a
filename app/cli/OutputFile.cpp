// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/OutputFile.h"

#include "app/cli/Report.h"
#include "core/persistence/AtomicFile.h"

#include <cerrno>
#include <cstring>
#include <unistd.h>

namespace cyclo::cli {

namespace {

namespace fs = std::filesystem;

std::string cause() {
    return std::strerror(errno);
}

/// Permission bits say yes to root on a read-only disk; only making a file tells.
std::string whyNoNewFile(const fs::path& folder) {
    std::string probe = (folder / ".cyclometer-probe-XXXXXX").string();
    const int file = ::mkstemp(probe.data());
    if (file < 0) return cause();
    ::close(file);
    ::unlink(probe.c_str());
    return {};
}

} // namespace

fs::path resolved(const fs::path& path) {
    std::error_code failed;
    const auto target = fs::weakly_canonical(fs::absolute(path), failed);
    return failed ? path : target;
}

std::string whyNotWritable(const fs::path& path) {
    std::error_code ignored;
    const fs::path target = resolved(path);
    const auto status = fs::status(target, ignored);
    if (fs::is_directory(status)) return "it is a folder";
    if (fs::exists(status) && ::access(target.c_str(), W_OK) != 0) return cause();
    if (fs::exists(status) && !fs::is_regular_file(status)) return {};
    const fs::path folder = target.parent_path();
    if (!fs::is_directory(folder, ignored)) return "there is no folder " + folder.string();
    return whyNoNewFile(folder);
}

void writeOutputFile(const fs::path& path, const std::string& content) {
    try {
        writeFileAtomically(path, content);
    } catch (const FileError& error) {
        throw WriteError(error.what());
    }
}

} // namespace cyclo::cli
