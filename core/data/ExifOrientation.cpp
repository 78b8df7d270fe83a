// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/ExifOrientation.h"

#include <algorithm>
#include <array>

namespace cyclo {

namespace {

/// The TIFF structure inside an EXIF block, which has either byte order. Reading past the end gives 0.
class Tiff {
public:
    explicit Tiff(std::span<const std::uint8_t> bytes) : bytes_(bytes), little_(byte(0) == 'I') {}

    std::uint32_t word(std::size_t at) const {
        return little_ ? byte(at) | byte(at + 1) << 8 : byte(at) << 8 | byte(at + 1);
    }
    std::uint32_t longWord(std::size_t at) const {
        return little_ ? word(at) | word(at + 2) << 16 : word(at) << 16 | word(at + 2);
    }

private:
    std::uint32_t byte(std::size_t at) const { return at < bytes_.size() ? bytes_[at] : 0; }

    std::span<const std::uint8_t> bytes_;
    bool little_;
};

} // namespace

int exifOrientation(std::span<const std::uint8_t> block) {
    constexpr std::array<std::uint8_t, 6> kName{'E', 'x', 'i', 'f', 0, 0};
    if (block.size() < kName.size() || !std::ranges::equal(block.first(kName.size()), kName)) return 0;
    const Tiff tiff(block.subspan(kName.size()));
    if (tiff.word(2) != 42) return 0;
    const std::size_t directory = tiff.longWord(4);
    const std::size_t entries = tiff.word(directory);
    for (std::size_t i = 0; i < entries; ++i) {
        const std::size_t entry = directory + 2 + 12 * i;
        if (tiff.word(entry) != 0x0112) continue;
        const auto value = static_cast<int>(tiff.word(entry + 8));
        return value >= 1 && value <= 8 ? value : 0;
    }
    return 0;
}

} // namespace cyclo
