// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/CsvTable.h"
#include "core/data/DataError.h"
#include "core/data/DataSource.h"
#include "tests/support/IdxFiles.h"
#include "tests/support/Messages.h"
#include "tests/support/TestData.h"

#include <filesystem>
#include <string>

namespace cyclo::test {

/// A table of this text, in a folder of its own.
class CsvFile {
public:
    explicit CsvFile(const std::string& text, const std::string& name = "table.csv")
        : path_(folder_.path() / name) {
        writeBytes(path_, {text.begin(), text.end()});
    }
    const std::filesystem::path& path() const { return path_; }
    CsvTable read(CsvHeader header = CsvHeader::Auto) const { return readCsv(path_, header); }
    std::string spec(const std::string& options) const { return "csv:" + path_.string() + "?" + options; }
    void add(const std::string& name, const std::string& text) const {
        writeBytes(folder_.path() / name, {text.begin(), text.end()});
    }

private:
    TemporaryFolder folder_;
    std::filesystem::path path_;
};

/// Its data as they stand in the file.
inline DataSource openTable(const std::string& spec) {
    DataConfig config;
    config.spec = spec;
    config.normalization = Normalization::None;
    return openData(config);
}

/// What is wrong with it.
inline std::string csvError(const std::string& spec) {
    return messageOf<DataError>([&] { openTable(spec); });
}

/// "x,y\n0,0\n1,2\n2,4\n...": y is twice x.
inline std::string doubling(int rows, const std::string& suffix) {
    std::string text = "x,y\n";
    for (int i = 0; i < rows; ++i)
        text += std::to_string(i) + "," + std::to_string(2 * i) + suffix + "\n";
    return text;
}

} // namespace cyclo::test
