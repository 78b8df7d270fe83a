// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/CifarRecords.h"

#include "core/data/DataError.h"

namespace cyclo {

namespace {

constexpr std::int64_t kMostPerFile = 1'000'000; // 3 GB; the official files have 10,000 or 50,000

void checkLabels(const CifarFormat& format, const std::filesystem::path& path, std::int64_t record,
                 std::span<const std::uint8_t> labels) {
    for (std::size_t i = 0; i < labels.size(); ++i) {
        if (labels[i] < format.classCounts[i]) continue;
        const std::int64_t byte =
            record * (format.labelBytes() + kCifarPixels) + static_cast<std::int64_t>(i);
        const std::string which = i + 1 < labels.size() ? "coarse label" : "label";
        throw DataError::atByte(path, static_cast<std::uint64_t>(byte),
                                which + " " + std::to_string(labels[i]) + " of record " +
                                    std::to_string(record) + "; " + which + "s are 0 to " +
                                    std::to_string(format.classCounts[i] - 1));
    }
}

} // namespace

void appendCifarRecords(CifarSamples& samples, const CifarFormat& format, const std::filesystem::path& path,
                        const ByteSource& read, std::int64_t limit) {
    std::vector<std::uint8_t> record(static_cast<std::size_t>(format.labelBytes() + kCifarPixels));
    const auto inBytes = [&](std::int64_t records) {
        return static_cast<std::uint64_t>(records) * record.size();
    };
    std::int64_t count = 0;
    for (; static_cast<std::int64_t>(samples.labels.size()) < limit; ++count) {
        const std::size_t got = read(record);
        if (got == 0 && count > 0) return;
        if (got < record.size())
            throw DataError::atByte(path, inBytes(count) + got,
                                    "the file ends in record " + std::to_string(count) +
                                        "; every record has " + std::to_string(record.size()) + " bytes");
        if (count == kMostPerFile)
            throw DataError::atByte(path, inBytes(count),
                                    "more than " + std::to_string(kMostPerFile) +
                                        " records; the official files have 10000 or 50000");
        const auto pixels = record.begin() + format.labelBytes();
        checkLabels(format, path, count, std::span(record.begin(), pixels));
        samples.labels.push_back(pixels[-1]);
        samples.pixels.insert(samples.pixels.end(), pixels, record.end());
    }
}

} // namespace cyclo
