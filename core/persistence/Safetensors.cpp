// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/persistence/Safetensors.h"

#include "core/persistence/AtomicFile.h"
#include "core/persistence/JsonValue.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <stdexcept>

namespace cyclo {

namespace {

static_assert(std::endian::native == std::endian::little, "values are copied as they are in memory");

constexpr std::uint64_t kLengthBytes = 8;
constexpr std::uint64_t kLongestHeader = 16 << 20;
constexpr std::uint64_t kLongestWeightsFile = 8ull << 30;
constexpr const char* kMetadata = "__metadata__";

/// A tensor as the header describes it; bytes count from the end of the header.
struct Entry {
    std::string name;
    Shape shape;
    std::uint64_t begin = 0;
    std::uint64_t end = 0;
};

Json headerOf(std::span<const NamedTensor> tensors) {
    Json header = Json::object();
    std::uint64_t offset = 0;
    for (const auto& [name, tensor] : tensors) {
        if (header.contains(name)) throw std::invalid_argument("two tensors are named \"" + name + "\"");
        if (elementCount(tensor.shape) != static_cast<std::int64_t>(tensor.values.size())) {
            throw std::invalid_argument("tensor \"" + name + "\" of shape " + toString(tensor.shape) +
                                        " has " + std::to_string(tensor.values.size()) + " values");
        }
        const auto end = offset + tensor.values.size() * sizeof(float);
        header[name] = {{"dtype", "F32"}, {"shape", tensor.shape}, {"data_offsets", {offset, end}}};
        offset = end;
    }
    return header;
}

std::uint64_t headerLength(std::string_view bytes) {
    if (bytes.size() < kLengthBytes) {
        throw FileError("byte 0: the file ends after " + std::to_string(bytes.size()) +
                        " bytes, within the 8 of the header's length");
    }
    std::uint64_t length = 0;
    std::memcpy(&length, bytes.data(), kLengthBytes);
    if (length > kLongestHeader) {
        throw FileError("byte 0: a header of " + std::to_string(length) + " bytes; at most " +
                        std::to_string(kLongestHeader) + " are read. Is this a safetensors file?");
    }
    if (length > bytes.size() - kLengthBytes) {
        throw FileError("byte 0: the header is said to have " + std::to_string(length) + " bytes, but only " +
                        std::to_string(bytes.size() - kLengthBytes) + " follow");
    }
    return length;
}

std::uint64_t byteCount(const JsonValue& shape, std::uint64_t most) {
    std::uint64_t count = sizeof(float);
    bool empty = false;
    for (std::size_t axis = 0; axis < shape.array().size(); ++axis) {
        const auto length = shape.item(axis).count();
        empty = empty || length == 0;
        if (length > most || (length != 0 && count > most / length))
            shape.refuse("is too large for the file: " + shape.json().dump());
        if (length != 0) count *= length;
    }
    return empty ? 0 : count;
}

Entry readEntry(const std::string& name, const JsonValue& tensor, std::uint64_t dataBytes) {
    const auto dtype = tensor.at("dtype").text();
    if (dtype != "F32") tensor.refuse("has dtype " + dtype + "; only F32 is read");
    const auto offsets = tensor.at("data_offsets");
    if (offsets.array().size() != 2) offsets.refuse("must be two numbers, begin and end");
    Entry entry{.name = name, .shape = {}, .begin = offsets.item(0).count(), .end = offsets.item(1).count()};
    if (entry.begin > entry.end || entry.end > dataBytes) {
        offsets.refuse("are " + offsets.json().dump() + ", outside the " + std::to_string(dataBytes) +
                       " bytes of values that follow the header");
    }
    const auto shape = tensor.at("shape");
    if (byteCount(shape, dataBytes) != entry.end - entry.begin) {
        offsets.refuse("span " + std::to_string(entry.end - entry.begin) +
                       " bytes, which do not fill shape " + shape.json().dump() + " with F32");
    }
    for (std::size_t axis = 0; axis < shape.array().size(); ++axis)
        entry.shape.push_back(shape.item(axis).integer());
    return entry;
}

/// Every byte of the values belongs to one tensor.
void requireGapless(std::vector<Entry> entries, std::uint64_t dataStart, std::uint64_t dataBytes) {
    std::ranges::sort(entries, {}, [](const Entry& entry) { return std::pair(entry.begin, entry.end); });
    std::uint64_t reached = 0;
    for (const auto& entry : entries) {
        if (entry.begin != reached) {
            throw FileError("byte " + std::to_string(dataStart + std::min(entry.begin, reached)) +
                            ": tensor \"" + entry.name + "\" begins at " + std::to_string(entry.begin) +
                            " of the values where " + std::to_string(reached) +
                            " is due: " + (entry.begin < reached ? "tensors overlap" : "there is a gap"));
        }
        reached = entry.end;
    }
    if (reached != dataBytes) {
        throw FileError("byte " + std::to_string(dataStart + reached) + ": the tensors end here, but " +
                        std::to_string(dataBytes - reached) + " bytes follow");
    }
}

std::vector<Entry> readHeader(std::string_view header, std::uint64_t dataBytes) {
    const Json json = parseJson(header);
    const JsonValue value(json);
    std::vector<Entry> entries;
    for (const auto& [name, tensor] : value.object().items()) {
        if (name == kMetadata) continue;
        try {
            entries.push_back(readEntry(name, JsonValue(tensor), dataBytes));
        } catch (const FileError& error) {
            throw FileError("tensor \"" + name + "\": " + error.what());
        }
    }
    return entries;
}

template <typename Call> auto withPath(const std::filesystem::path& path, const Call& call) {
    try {
        return call();
    } catch (const FileError& error) {
        throw FileError(path.string() + ": " + error.what());
    }
}

} // namespace

std::string safetensorsBytes(std::span<const NamedTensor> tensors) {
    auto header = headerOf(tensors).dump();
    while (header.size() % 8 != 0)
        header += ' ';
    const std::uint64_t length = header.size();
    std::string bytes(reinterpret_cast<const char*>(&length), kLengthBytes);
    bytes += header;
    for (const auto& [name, tensor] : tensors)
        bytes.append(reinterpret_cast<const char*>(tensor.values.data()),
                     tensor.values.size() * sizeof(float));
    return bytes;
}

std::vector<NamedTensor> parseSafetensors(std::string_view bytes) {
    const auto length = headerLength(bytes);
    const auto values = bytes.substr(kLengthBytes + length);
    std::vector<Entry> entries;
    try {
        entries = readHeader(bytes.substr(kLengthBytes, length), values.size());
    } catch (const FileError& error) {
        throw FileError("header (bytes 8 to " + std::to_string(kLengthBytes + length) + "): " + error.what());
    }
    requireGapless(entries, kLengthBytes + length, values.size());

    std::vector<NamedTensor> tensors;
    for (auto& entry : entries) {
        Tensor tensor{.shape = std::move(entry.shape), .values = {}};
        tensor.values.resize((entry.end - entry.begin) / sizeof(float));
        if (!tensor.values.empty())
            std::memcpy(tensor.values.data(), values.data() + entry.begin, entry.end - entry.begin);
        tensors.push_back({std::move(entry.name), std::move(tensor)});
    }
    return tensors;
}

void saveSafetensors(const std::filesystem::path& path, std::span<const NamedTensor> tensors) {
    writeFileAtomically(path, safetensorsBytes(tensors));
}

std::vector<NamedTensor> loadSafetensors(const std::filesystem::path& path) {
    const auto bytes = readWholeFile(path, kLongestWeightsFile);
    return withPath(path, [&] { return parseSafetensors(bytes); });
}

} // namespace cyclo
