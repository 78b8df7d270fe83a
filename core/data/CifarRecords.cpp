// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/CifarRecords.h"

#include "core/data/DataError.h"

namespace cyclo {

namespace {

constexpr std::int64_t kMostPerFile = 1'000'000; // 3 GB; the official files have 10,000 or 50,000

void checkLabel(const CifarFormat& format, const std::filesystem::path& path, std::int64_t record,
                std::uint8_t label) {
    if (label < format.classCount) return;
    const std::int64_t byte = record * (format.labelBytes + kCifarPixels) + format.labelBytes - 1;
    throw DataError::atByte(path, static_cast<std::uint64_t>(byte),
                            "label " + std::to_string(label) + " of record " + std::to_string(record) +
                                "; labels are 0 to " + std::to_string(format.classCount - 1));
}

} // namespace

void appendCifarRecords(CifarSamples& samples, const CifarFormat& format, const std::filesystem::path& path,
                        const ByteSource& read, std::int64_t limit) {
    std::vector<std::uint8_t> record(static_cast<std::size_t>(format.labelBytes + kCifarPixels));
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
        const auto pixels = record.begin() + format.labelBytes;
        checkLabel(format, path, count, pixels[-1]);
        samples.labels.push_back(pixels[-1]);
        samples.pixels.insert(samples.pixels.end(), pixels, record.end());
    }
}

} // namespace cyclo
