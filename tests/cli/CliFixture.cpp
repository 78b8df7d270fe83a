// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cli/CliFixture.h"

#include "core/tensor/Rng.h"
#include "tests/support/IdxFiles.h"

#include <algorithm>
#include <fstream>
#include <iterator>

namespace cyclo::test {

namespace {

constexpr std::size_t kSide = 8;

/// Class k below 5: row k is bright; from 5 on: column k - 5.
bool isBright(std::size_t label, std::size_t row, std::size_t column) {
    return label < 5 ? row == label : column == label - 5;
}

void writeSplit(const std::filesystem::path& folder, const std::string& name, std::uint32_t count) {
    Rng random(7, name);
    Bytes pixels, labels;
    for (std::uint32_t image = 0; image < count; ++image) {
        const auto label = random.below(10);
        labels.push_back(static_cast<std::uint8_t>(label));
        for (std::size_t row = 0; row < kSide; ++row) {
            for (std::size_t column = 0; column < kSide; ++column) {
                const auto noise = random.below(100);
                pixels.push_back(static_cast<std::uint8_t>(noise + (isBright(label, row, column) ? 100 : 0)));
            }
        }
    }
    writeBytes(folder / (name + "-images-idx3-ubyte"), idxImages(count, kSide, kSide, pixels));
    writeBytes(folder / (name + "-labels-idx1-ubyte"), idxLabels(labels));
}

} // namespace

CliFixture::CliFixture() {
    const auto images = folder() / "images";
    std::filesystem::create_directory(images);
    writeSplit(images, "train", 256);
    writeSplit(images, "t10k", 64);
    data_ = "mnist:" + images.string();
}

std::vector<std::string> CliFixture::find(const std::vector<std::string>& more, int threads) const {
    return std::vector<std::string>{"find",    "--data",    data_,
                                    "--net",   "mlp:16",    "--batch",
                                    "32",      "--threads", std::to_string(threads),
                                    "--steps", "40",        "--lr-min",
                                    "1e-4",    "--lr-max",  "100"} +
           more;
}

std::vector<std::string> CliFixture::train(const std::vector<std::string>& more, int threads) const {
    return std::vector<std::string>{"train", "--data",    data_,
                                    "--net", "mlp:16",    "--batch",
                                    "32",    "--threads", std::to_string(threads)} +
           more;
}

std::vector<std::string> CliFixture::schedule(const std::vector<std::string>& more) const {
    return std::vector<std::string>{"schedule", "--policy", "onecycle", "--max-lr", "0.2", "--steps", "24"} +
           more;
}

std::string readText(const std::filesystem::path& path) {
    std::ifstream stream(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

Json readJson(const std::filesystem::path& path) {
    return parseJson(readText(path));
}

std::vector<std::string> operator+(std::vector<std::string> words, const std::vector<std::string>& more) {
    words.insert(words.end(), more.begin(), more.end());
    return words;
}

std::vector<std::string> filesIn(const std::filesystem::path& folder) {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(folder))
        names.push_back(entry.path().filename().string());
    std::sort(names.begin(), names.end());
    return names;
}

} // namespace cyclo::test
