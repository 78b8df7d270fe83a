// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/PackedFile.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>

namespace cyclo {

/// The files of a tar archive (plain, gzip or xz), one after another. Nothing is written to disk, so names
/// that point out of the archive do no harm.
class TarFile {
public:
    /// @throws DataError  if the file is missing, may not be read, or is no archive
    explicit TarFile(const std::filesystem::path& path);
    ~TarFile();
    TarFile(const TarFile&) = delete;
    TarFile& operator=(const TarFile&) = delete;

    /// Goes to the next regular file; false at the end, where the checksum of the whole has been looked at.
    /// @throws DataError  if the archive is cut off or damaged
    bool next();

    std::string name() const; ///< of the file, without folders: "data_batch_1.bin"

    /// Fills dst from the file; gives back how many bytes there were, fewer than dst.size() only at its end.
    /// @throws DataError  if the archive is cut off or damaged
    std::size_t read(std::span<std::uint8_t> dst);

private:
    struct Handles;

    PackedFile bytes_;
    std::unique_ptr<Handles> handles_;
};

} // namespace cyclo
