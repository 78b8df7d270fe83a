// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <stdexcept>
#include <string>

namespace cyclo {

/// A data file that cannot be used. what() is one line: path, place (byte or line), cause, what would be
/// right.
class DataError : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;

    /// "PATH: byte N: CAUSE". In packed files bytes are counted after unpacking.
    static DataError atByte(const std::filesystem::path& path, std::uint64_t byte, const std::string& cause) {
        return DataError(path.string() + ": byte " + std::to_string(byte) + ": " + cause);
    }
};

} // namespace cyclo
