// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/persistence/JsonText.h"
#include "tests/cli/RunProgram.h"
#include "tests/support/TestData.h"

#include <filesystem>
#include <string>
#include <vector>

namespace cyclo::test {

/// A folder for a test's files with a small data set in it.
class CliFixture {
public:
    CliFixture();

    const std::filesystem::path& folder() const { return folder_.path(); }
    std::string file(const std::string& name) const { return (folder_.path() / name).string(); }

    /// "mnist:FOLDER": 256 + 64 images of 8×8, ten classes, told apart by a bright row or column under noise;
    /// a perceptron learns them in a few dozen steps.
    const std::string& data() const { return data_; }

    /// The options of a small range test, a short training run and a schedule, to which a test adds its own.
    std::vector<std::string> find(const std::vector<std::string>& more = {}, int threads = 1) const;
    std::vector<std::string> train(const std::vector<std::string>& more = {}, int threads = 1) const;
    std::vector<std::string> schedule(const std::vector<std::string>& more = {}) const;

private:
    TemporaryFolder folder_;
    std::string data_;
};

std::string readText(const std::filesystem::path& path);
Json readJson(const std::filesystem::path& path);
std::vector<std::string> operator+(std::vector<std::string> words, const std::vector<std::string>& more);

/// Names of the files in a folder, sorted, hidden ones too.
std::vector<std::string> filesIn(const std::filesystem::path& folder);

} // namespace cyclo::test
