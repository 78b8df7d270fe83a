// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>

namespace cyclo::cli {

/// Tries whether a file can be written at this path, without touching what is there.
/// @return why not, in words; empty if it can
std::string whyNotWritable(const std::filesystem::path& path);

/// The file a path leads to, through symbolic links and "..", so that two spellings can be compared.
std::filesystem::path resolved(const std::filesystem::path& path);

/// Writes the whole file or leaves the old one. @throws WriteError  naming path and cause
void writeOutputFile(const std::filesystem::path& path, const std::string& content);

} // namespace cyclo::cli
