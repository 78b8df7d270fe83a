// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <span>
#include <vector>

namespace cyclo {

/// How the records of one CIFAR set look: label bytes, then 3 × 32 × 32 pixel bytes, red, green, blue.
struct CifarFormat {
    std::vector<std::int64_t> classCounts{10}; ///< of each label byte; CIFAR-100: coarse 20, then fine 100

    /// The last one is the class.
    std::int64_t labelBytes() const { return static_cast<std::int64_t>(classCounts.size()); }
};

inline constexpr std::int64_t kCifarSide = 32;
inline constexpr std::int64_t kCifarPixels = 3 * kCifarSide * kCifarSide;

/// Samples gathered from record files.
struct CifarSamples {
    std::vector<std::uint8_t> pixels; ///< [labels.size(), 3, 32, 32]
    std::vector<std::int32_t> labels;
};

/// Fills a span from a file and gives back how many bytes there were.
using ByteSource = std::function<std::size_t(std::span<std::uint8_t>)>;

/// Appends the records of one file until it ends or there are `limit` samples.
/// @param path  for messages
/// @throws DataError  for a file without records, half a record at its end, a label that does not exist, and
///                    more records than fit
void appendCifarRecords(CifarSamples& samples, const CifarFormat& format, const std::filesystem::path& path,
                        const ByteSource& read, std::int64_t limit);

} // namespace cyclo
