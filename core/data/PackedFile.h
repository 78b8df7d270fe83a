// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <vector>

namespace cyclo {

/// A file read from front to back, unpacked on the way if it is gzip or xz. The content decides, not the
/// name.
class PackedFile {
public:
    /// @throws DataError  if the file is missing, a folder, or may not be read
    explicit PackedFile(std::filesystem::path path);
    ~PackedFile();
    PackedFile(const PackedFile&) = delete;
    PackedFile& operator=(const PackedFile&) = delete;

    /// Fills dst; gives back how many bytes there were, fewer than dst.size() only at the end of the file.
    /// @throws DataError  if the packed data are cut off or damaged
    std::size_t read(std::span<std::uint8_t> dst);

    /// The next `count` bytes, fewer at the end of the file. Memory grows with the bytes that are there, not
    /// with `count`, which may come from a header that lies.
    std::vector<std::uint8_t> readUpTo(std::uint64_t count);

    const std::filesystem::path& path() const { return path_; }
    std::uint64_t position() const { return position_; } ///< unpacked bytes read so far

private:
    /// At the end of the file. libarchive unpacks gzip without looking at its checksum.
    /// @throws DataError  if it does not match
    void checkGzip() const;

    struct Handles; // keeps libarchive's names out of this header

    std::filesystem::path path_;
    std::unique_ptr<Handles> handles_;
    std::uint64_t position_ = 0;
};

} // namespace cyclo
