// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/persistence/NpyFile.h"

#include "core/persistence/FileError.h"

#include <bit>
#include <charconv>
#include <cstdint>
#include <cstring>
#include <string>

namespace cyclo {

namespace {

static_assert(std::endian::native == std::endian::little);

constexpr std::string_view kMagic = "\x93NUMPY";

[[noreturn]] void refuse(const std::string& sentence) {
    throw FileError("not a readable .npy file: " + sentence);
}

template <typename Number> double numberAt(const char* bytes) {
    Number value;
    std::memcpy(&value, bytes, sizeof value);
    return static_cast<double>(value);
}

struct NumberType {
    std::string_view name;
    std::size_t size;
    double (*read)(const char*);
};

constexpr NumberType kTypes[] = {{"<f4", 4, numberAt<float>},
                                 {"<f8", 8, numberAt<double>},
                                 {"<i4", 4, numberAt<std::int32_t>},
                                 {"<i8", 8, numberAt<std::int64_t>}};

/// The Python dictionary in front, and where the numbers begin.
struct Header {
    std::string_view text;
    std::size_t end = 0;
};

Header headerOf(std::string_view bytes) {
    if (!looksLikeNpy(bytes) || bytes.size() < 10) refuse("it does not begin with \\x93NUMPY and a version");
    const auto version = static_cast<unsigned char>(bytes[6]);
    if (version < 1 || version > 3)
        refuse("byte 6: format version " + std::to_string(version) + ", readable are 1 to 3");
    const std::size_t lengthSize = version == 1 ? 2 : 4, begin = 8 + lengthSize;
    std::size_t length = 0;
    for (std::size_t i = 0; i < lengthSize && 8 + i < bytes.size(); ++i)
        length |= static_cast<std::size_t>(static_cast<unsigned char>(bytes[8 + i])) << (8 * i);
    if (begin > bytes.size() || length > bytes.size() - begin)
        refuse("byte 8: a header of " + std::to_string(length) + " bytes in a file of " +
               std::to_string(bytes.size()));
    return {bytes.substr(begin, length), begin + length};
}

/// What follows 'key': in the dictionary.
std::string_view entry(std::string_view header, const std::string& key) {
    const auto place = header.find("'" + key + "':");
    if (place == std::string_view::npos) refuse("its header has no '" + key + "'");
    auto rest = header.substr(place + key.size() + 3);
    rest.remove_prefix(std::min(rest.find_first_not_of(' '), rest.size()));
    return rest;
}

const NumberType& typeOf(std::string_view header) {
    auto described = entry(header, "descr");
    if (described.starts_with('\'')) described.remove_prefix(1);
    described = described.substr(0, described.find('\''));
    for (const auto& type : kTypes) {
        if (described == type.name) return type;
    }
    refuse("its numbers must be float32, float64, int32 or int64, little-endian; save with astype(float)");
}

std::vector<std::size_t> shapeOf(std::string_view header) {
    auto text = entry(header, "shape");
    const auto close = text.find(')');
    if (!text.starts_with('(') || close == std::string_view::npos) refuse("its shape is no tuple");
    text = text.substr(1, close - 1);
    std::vector<std::size_t> shape;
    while (!text.empty()) {
        if (text.front() == ' ' || text.front() == ',') {
            text.remove_prefix(1);
            continue;
        }
        std::size_t size = 0;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), size);
        if (error != std::errc()) refuse("its shape has something else than whole numbers");
        shape.push_back(size);
        text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    }
    if (shape.empty() || shape.size() > 2)
        refuse("it has " + std::to_string(shape.size()) + " dimensions where one or two are due");
    return shape;
}

} // namespace

bool looksLikeNpy(std::string_view bytes) {
    return bytes.starts_with(kMagic);
}

NpyArray parseNpy(std::string_view bytes) {
    const Header header = headerOf(bytes);
    const NumberType& type = typeOf(header.text);
    NpyArray array{.shape = shapeOf(header.text), .values = {}};
    if (array.shape.size() == 2 && entry(header.text, "fortran_order").starts_with("True"))
        refuse("it is in Fortran order; save with numpy.ascontiguousarray");
    const auto numbers = bytes.substr(header.end);
    const std::size_t held = numbers.size() / type.size;
    const std::size_t columns = array.shape.size() == 2 ? array.shape[1] : 1;
    if (array.shape[0] != 0 && (columns > held || array.shape[0] > held / std::max<std::size_t>(columns, 1)))
        refuse("byte " + std::to_string(header.end) + ": " + std::to_string(held) +
               " numbers, fewer than its shape has");
    const std::size_t count = array.shape[0] * columns;
    array.values.reserve(count);
    for (std::size_t i = 0; i < count; ++i)
        array.values.push_back(type.read(numbers.data() + i * type.size));
    return array;
}

} // namespace cyclo
