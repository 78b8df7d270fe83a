// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/persistence/AtomicFile.h"
#include "core/persistence/Safetensors.h"
#include "core/tensor/Rng.h"
#include "tests/core/persistence/Refusal.h"
#include "tests/support/Catch.h"
#include "tests/support/TestData.h"

#include <cstring>
#include <stdexcept>

using namespace cyclo;
using cyclo::test::mentions;
using cyclo::test::refusal;

namespace {

/// A file of this header and so many bytes of values.
std::string file(const std::string& header, std::size_t valueBytes) {
    const std::uint64_t length = header.size();
    std::string bytes(sizeof length, '\0');
    std::memcpy(bytes.data(), &length, sizeof length);
    return bytes + header + std::string(valueBytes, '\0');
}

std::string tensorsError(const std::string& bytes) {
    return refusal([&] { parseSafetensors(bytes); });
}

std::string entry(const std::string& name, const std::string& shape, const std::string& offsets) {
    return "\"" + name + R"(":{"dtype":"F32","shape":)" + shape + R"(,"data_offsets":)" + offsets + "}";
}

std::vector<NamedTensor> sampleWeights() {
    Rng rng(3);
    std::vector<NamedTensor> tensors{{"conv1.weight", {{20, 1, 5, 5}, {}}},
                                     {"conv1.bias", {{20}, {}}},
                                     {"scale", {{}, {}}},       // a scalar
                                     {"empty", {{0, 3}, {}}},   // no values
                                     {"a.last", {{3, 2}, {}}}}; // not in alphabetical order
    for (auto& [name, tensor] : tensors) {
        for (std::int64_t i = 0; i < elementCount(tensor.shape); ++i)
            tensor.values.push_back(static_cast<float>(rng.normal()));
    }
    return tensors;
}

} // namespace

TEST_CASE("Weights as safetensors have exactly the bytes of the format", "[persistence][safetensors]") {
    const std::vector<NamedTensor> tensors{{"b", {{2}, {1.0f, -2.0f}}}, {"a", {{1, 1}, {0.5f}}}};
    // Header of 112 characters, padded to 112 = 14·8; 1 = 3f800000, -2 = c0000000, 0.5 = 3f000000.
    std::string header = R"({"b":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},)"
                         R"("a":{"dtype":"F32","shape":[1,1],"data_offsets":[8,12]}})";
    while (header.size() % 8 != 0)
        header += ' ';
    std::string expected = file(header, 0);
    expected += std::string("\0\0\x80\x3f\0\0\0\xc0\0\0\0\x3f", 12);
    CHECK(safetensorsBytes(tensors) == expected);
    CHECK(safetensorsBytes({}) == file("{}      ", 0));
}

TEST_CASE("Weights come back in their order with the same bits", "[persistence][safetensors]") {
    const test::TemporaryFolder folder;
    const auto path = folder.path() / "w.safetensors";
    const auto tensors = sampleWeights();
    saveSafetensors(path, tensors);
    CHECK(loadSafetensors(path) == tensors);
    CHECK(parseSafetensors(safetensorsBytes({})).empty());
}

TEST_CASE("Files of other writers are read: metadata, another order, no padding",
          "[persistence][safetensors]") {
    std::string bytes = file(R"({"__metadata__":{"format":"pt"},)" + entry("late", "[1]", "[4,8]") + "," +
                                 entry("early", "[1]", "[0,4]") + "}",
                             8);
    bytes[bytes.size() - 1] = '\x3f'; // 0.5 in the second value
    const auto tensors = parseSafetensors(bytes);
    REQUIRE(tensors.size() == 2);
    CHECK(tensors[0] == NamedTensor{"late", {{1}, {0.5f}}});
    CHECK(tensors[1] == NamedTensor{"early", {{1}, {0.0f}}});
}

TEST_CASE("Impossible tensors are not written", "[persistence][safetensors]") {
    CHECK_THROWS_AS(safetensorsBytes(std::vector<NamedTensor>{{"a", {{2}, {1.0f}}}}), std::invalid_argument);
    CHECK_THROWS_AS(safetensorsBytes(std::vector<NamedTensor>{{"a", {{1}, {1}}}, {"a", {{1}, {1}}}}),
                    std::invalid_argument);
}

TEST_CASE("Every cut and every longer file is refused", "[persistence][safetensors]") {
    const auto whole = safetensorsBytes(sampleWeights());
    for (std::size_t length = 0; length < whole.size(); ++length) {
        CAPTURE(length);
        REQUIRE(tensorsError(whole.substr(0, length)) != "accepted");
    }
    CHECK(mentions(tensorsError(whole + '\0'), "the tensors end here, but 1 bytes follow"));
}

TEST_CASE("Hostile weight files are refused with byte and cause", "[persistence][safetensors]") {
    std::string huge(16, '\0');
    std::memset(huge.data(), 0xff, 8);
    CHECK(mentions(tensorsError(huge), "byte 0: a header of 18446744073709551615 bytes"));
    CHECK(mentions(tensorsError("abc"), "byte 0: the file ends after 3 bytes"));
    CHECK(mentions(tensorsError(file("{}", 0).substr(0, 9)), "said to have 2 bytes, but only 1 follow"));
    CHECK(mentions(tensorsError(file("{", 0)), "header (bytes 8 to 9): no valid JSON at line 1"));
    CHECK(mentions(tensorsError(file("[]", 0)), "must be an object"));
    CHECK(mentions(tensorsError(file(R"({"w":1})", 0)), "must be an object, got number"));

    struct Case {
        std::string header;
        std::size_t valueBytes;
        std::string message;
    };
    const auto hostile = GENERATE(
        Case{R"({"w":{"dtype":"BF16","shape":[2],"data_offsets":[0,4]}})", 4,
             "has dtype BF16; only F32 is read"},
        Case{R"({"w":{"dtype":"F32","shape":[1]}})", 4, "has no \"data_offsets\""},
        Case{"{" + entry("w", "[1]", "[0]") + "}", 4, "must be two numbers"},
        Case{"{" + entry("w", "[1]", "[4,0]") + "}", 4, "data_offsets are [4,0], outside the 4 bytes"},
        Case{"{" + entry("w", "[1]", "[0,8]") + "}", 4, "outside the 4 bytes"},
        Case{"{" + entry("w", "[1]", "[-4,0]") + "}", 4, "data_offsets[0] must be 0 or above, got -4"},
        Case{"{" + entry("w", "[2]", "[0,4]") + "}", 4, "is too large for the file"},
        Case{"{" + entry("w", "[1]", "[0,8]") + "}", 8, "do not fill shape [1] with F32"},
        Case{"{" + entry("w", "[-1]", "[0,4]") + "}", 4, "shape[0] must be 0 or above, got -1"},
        Case{"{" + entry("w", "[1.5]", "[0,4]") + "}", 4, "shape[0] must be a whole number"},
        // 2^32 · 2^32 · 4 bytes wraps to 0 in 64 bits.
        Case{"{" + entry("w", "[4294967296,4294967296]", "[0,0]") + "}", 0, "too large for the file"},
        Case{"{" + entry("w", "[0,4294967296]", "[0,0]") + "}", 0, "too large for the file"},
        Case{"{" + entry("w", "[18446744073709551615]", "[0,4]") + "}", 4, "too large for the file"},
        Case{"{" + entry("v", "[2]", "[0,8]") + "," + entry("w", "[2]", "[4,12]") + "}", 12,
             "tensors overlap"},
        Case{"{" + entry("v", "[1]", "[0,4]") + "," + entry("w", "[1]", "[8,12]") + "}", 12,
             "there is a gap"},
        Case{"{" + entry("w", "[1]", "[0,4]") + "}", 8, "the tensors end here, but 4 bytes follow"},
        Case{"{" + entry("w", "[1]", "[0,4]") + "," + entry("w", "[1]", "[0,4]") + "}", 4,
             "the key \"w\" twice"});
    const auto message = tensorsError(file(hostile.header, hostile.valueBytes));
    CAPTURE(hostile.header, message);
    CHECK(mentions(message, hostile.message));
    CHECK(mentions(message, "byte"));
}

TEST_CASE("Random damage to a weight file never does worse than being refused",
          "[persistence][safetensors]") {
    const auto whole = safetensorsBytes(sampleWeights());
    const auto headerEnd = whole.find("}}") + 2;
    Rng rng(8);
    int refused = 0;
    for (int round = 0; round < 3000; ++round) {
        auto damaged = whole;
        damaged[rng.below(headerEnd)] = static_cast<char>(rng.below(256));
        refused += tensorsError(damaged) != "accepted";
    }
    // What is left are names with another letter and damage that changed nothing.
    CHECK(refused > 2000);
}

TEST_CASE("A weight file that cannot be used is refused with its path", "[persistence][safetensors]") {
    const test::TemporaryFolder folder;
    const auto path = folder.path() / "w.safetensors";
    CHECK(mentions(refusal([&] { loadSafetensors(path); }), "cannot read " + path.string()));
    writeFileAtomically(path, "abc");
    CHECK(mentions(refusal([&] { loadSafetensors(path); }), path.string() + ": byte 0: "));
}
