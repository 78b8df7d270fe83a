// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/BatchStream.h"
#include "core/data/CsvOffset.h"
#include "core/data/CsvTable.h"
#include "core/data/DataError.h"
#include "core/data/DataSource.h"
#include "core/data/DataSummary.h"
#include "core/data/HistogramPicture.h"
#include "tests/support/Catch.h"
#include "tests/support/IdxFiles.h"
#include "tests/support/Messages.h"
#include "tests/support/Samples.h"
#include "tests/support/TestData.h"

#include <cmath>
#include <set>

using namespace cyclo;
using namespace cyclo::test;

namespace {

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

DataSource openTable(const std::string& spec) {
    DataConfig config;
    config.spec = spec;
    config.normalization = Normalization::None;
    return openData(config);
}

std::string csvError(const std::string& spec) {
    return messageOf<DataError>([&] { openTable(spec); });
}

std::string readError(const std::string& text) {
    return messageOf<DataError>([&] { CsvFile(text).read(); });
}

/// "x,y\n0,0\n1,2\n2,4\n...": y is twice x.
std::string doubling(int rows, const std::string& suffix) {
    std::string text = "x,y\n";
    for (int i = 0; i < rows; ++i)
        text += std::to_string(i) + "," + std::to_string(2 * i) + suffix + "\n";
    return text;
}

} // namespace

TEST_CASE("Cells of a table are read through quotes, blanks and line ends", "[data][csv]") {
    const CsvTable table = CsvFile("\xEF\xBB\xBFname, \"a \"\"b\"\", c\" ,z\r\n"
                                   " x ,\"two\nlines\",3\r\n"
                                   "\r\n"
                                   "y,,\"4\"")
                               .read();
    CHECK(table.columns == std::vector<std::string>{"name", "a \"b\", c", "z"});
    REQUIRE(table.rows() == 2);
    CHECK(table.cells == std::vector<std::string>{"x", "two\nlines", "3", "y", "", "4"});
    CHECK(table.lines == std::vector<std::int64_t>{2, 5});
}

TEST_CASE("Separator and header are found by themselves", "[data][csv]") {
    CHECK(CsvFile("a;b\n1,5;2\n").read().columns == std::vector<std::string>{"a", "b"});
    CHECK(CsvFile("a\tb\n1\t2\n").read().cells == std::vector<std::string>{"1", "2"});
    CHECK(CsvFile("\"a,b,c\";d\nx;y\n").read().columns == std::vector<std::string>{"a,b,c", "d"});
    const CsvTable bare = CsvFile("5.1,red\n4,blue\n").read();
    CHECK_FALSE(bare.hasHeader);
    CHECK(bare.columns == std::vector<std::string>{"column1", "column2"});
    CHECK(bare.rows() == 2);
    CHECK(CsvFile("1,2\n3,4\n").read(CsvHeader::Yes).columns == std::vector<std::string>{"1", "2"});
    CHECK(CsvFile("a,b\nc,d\n").read(CsvHeader::No).rows() == 2);
}

TEST_CASE("A table that is none is refused with the line", "[data][csv]") {
    CHECK_THAT(readError("a,b\n1,2\n3\n"), ContainsSubstring("line 3: 1 cells; the first line has 2"));
    CHECK_THAT(readError("a,b\n1,\"2\n3,4\n"),
               ContainsSubstring("line 2: a quote opens here and never closes"));
    CHECK_THAT(readError("a,b\n1,\"2\"x\n"),
               ContainsSubstring("line 2: there is text behind a closing quote"));
    CHECK_THAT(readError(std::string("a,b\n1,\0\n", 8)), ContainsSubstring("line 2: there is a byte 0"));
    CHECK_THAT(readError("a,a\n1,2\n"), ContainsSubstring("line 1: two columns are named 'a'"));
    CHECK_THAT(readError(""), ContainsSubstring("has no rows"));
    CHECK_THAT(readError("a,b\n"), ContainsSubstring("has no rows"));
    CHECK_THAT(messageOf<DataError>([] { readCsv("/absent.csv", CsvHeader::Auto); }),
               ContainsSubstring("/absent.csv: cannot be opened"));
}

TEST_CASE("Words become features of 0 and 1, missing numbers the training mean", "[data][csv]") {
    const CsvFile file("size,colour,kind\n1,red,A\n,blue,B\n5,NA,A\n", "train.csv");
    file.add("test.csv", "size,colour,kind\n?,green,B\n");
    const DataSource source = openTable(file.spec("target=kind&test=test.csv"));
    CHECK(source.featureNames == std::vector<std::string>{"size", "colour=blue", "colour=red"});
    CHECK(source.classNames == std::vector<std::string>{"A", "B"});
    CHECK(sampleOf(*source.train, 0) == std::vector<float>{1, 0, 1});
    CHECK(sampleOf(*source.train, 1) == std::vector<float>{3, 1, 0}); // the mean of 1 and 5
    CHECK(sampleOf(*source.train, 2) == std::vector<float>{5, 0, 0});
    CHECK(sampleOf(*source.test, 0) == std::vector<float>{3, 0, 0});
    CHECK(source.train->label(1) == 1);
    REQUIRE(source.notes.size() == 2);
    CHECK_THAT(source.notes[0], ContainsSubstring("size: missing in 1 row, filled with the training mean 3"));
    CHECK_THAT(source.notes[1], ContainsSubstring("colour: 2 words") && ContainsSubstring("'red' in line 2"));
}

TEST_CASE("Targets are classes or real numbers by what they are", "[data][csv]") {
    SECTION("text: classes in the order of the alphabet") {
        const DataSource source = openTable(CsvFile("x,t\n1,b\n2,a\n3,b\n").spec("target=t"));
        CHECK(source.classNames == std::vector<std::string>{"a", "b"});
        CHECK_FALSE(source.isRegression());
    }
    SECTION("whole numbers: classes by value") {
        CHECK(openTable(CsvFile("x,t\n1,10\n2,9\n3,-1\n").spec("target=t")).classNames ==
              std::vector<std::string>{"-1", "9", "10"});
    }
    SECTION("real numbers: regression") {
        const DataSource source = openTable(CsvFile(doubling(10, ".5")).spec("target=y"));
        CHECK(source.isRegression());
        CHECK(source.targets.at(0).name == "y");
        CHECK(outputCount(source) == 1);
    }
    SECTION("whole numbers, but more than a hundred: regression, and said so") {
        const DataSource source = openTable(CsvFile(doubling(101, "")).spec("target=y"));
        CHECK(source.isRegression());
        CHECK_THAT(source.notes.at(0), ContainsSubstring("101 different whole numbers"));
        CHECK(openTable(CsvFile(doubling(100, "")).spec("target=y")).classCount() == 100);
        CHECK(openTable(CsvFile(doubling(101, "")).spec("target=y&task=classes")).classCount() == 101);
    }
    SECTION("as the person says") {
        CHECK(openTable(CsvFile(doubling(10, "")).spec("target=y&task=regression")).isRegression());
    }
    SECTION("by number, and last") {
        CHECK(openTable(CsvFile("1,b\n2,a\n3,b\n").spec("target=2")).classCount() == 2);
        CHECK(openTable(CsvFile("1,b\n2,a\n3,b\n").spec("target=last")).classCount() == 2);
    }
    SECTION("several") {
        const DataSource source = openTable(CsvFile("a,b,c\n1,2,3\n4,5,6\n7,8,9\n").spec("target=a,c"));
        CHECK(outputCount(source) == 2);
        CHECK(source.featureNames == std::vector<std::string>{"b"});
    }
}

TEST_CASE("Real targets are standardised with the training mean and deviation", "[data][csv]") {
    const CsvFile file("x,y\n1,10.5\n2,12.5\n3,14.5\n4,NA\n", "train.csv");
    file.add("test.csv", "x,y\n9,20.5\n");
    const DataSource source = openTable(file.spec("target=y&test=test.csv"));
    REQUIRE(source.train->size() == 3);          // the row without a target is left out
    const double deviation = std::sqrt(8.0 / 3); // of 10.5, 12.5, 14.5 around 12.5
    CHECK_THAT(source.targets.at(0).mean, WithinRel(12.5, 1e-12));
    CHECK_THAT(source.targets.at(0).standardDeviation, WithinRel(deviation, 1e-12));
    std::vector<float> target(1);
    source.train->copyTargets(0, target);
    CHECK_THAT(target[0], WithinRel(static_cast<float>(-2 / deviation), 1e-5f));
    source.test->copyTargets(0, target);
    CHECK_THAT(target[0], WithinRel(static_cast<float>(8 / deviation), 1e-5f));
    CHECK_THAT(source.notes.at(0), ContainsSubstring("1 row without a target is left out"));

    BatchStream batches(source.train, {.batchSize = 2, .shuffle = false, .wholeOnly = false, .epochs = 1});
    batches.next();
    const Batch* last = batches.next();
    REQUIRE(last->targets.size() == 2);
    CHECK_THAT(last->targets[0], WithinRel(static_cast<float>(2 / deviation), 1e-5f));
    CHECK(last->targets[1] == 0.0f); // no sample
}

TEST_CASE("A table that cannot be learned from is refused with the cause", "[data][csv]") {
    const CsvFile file("x,t\n1,a\n2,b\n3,a\n");
    CHECK_THAT(csvError(file.spec("target=z")),
               ContainsSubstring("has no column 'z'") && ContainsSubstring("x, t"));
    CHECK_THAT(csvError(file.spec("target=t&task=regression")),
               ContainsSubstring(": target t is '") &&
                   ContainsSubstring("', which is no number; regression needs a number"));
    CHECK_THAT(csvError(CsvFile("x,t\n1,a\n2,a\n").spec("target=t")),
               ContainsSubstring("1 different values"));
    CHECK_THAT(csvError(CsvFile("t\na\nb\n").spec("target=t")), ContainsSubstring("no column to learn from"));
    CHECK_THAT(csvError(CsvFile("x,t\n1,a\n2,\n").spec("target=t")), ContainsSubstring("1 different values"));
    CHECK_THAT(messageOf<std::invalid_argument>([&] { openTable("csv:" + file.path().string()); }),
               ContainsSubstring("needs a target"));
    file.add("test.csv", "x,u\n1,a\n");
    CHECK_THAT(csvError(file.spec("target=t&test=test.csv")), ContainsSubstring("its columns are not those"));
    file.add("test.csv", "x,t\n1,c\n");
    CHECK_THAT(csvError(file.spec("target=t&test=test.csv")), ContainsSubstring("line 2: class 'c'"));
    file.add("test.csv", "x,t\none,a\n");
    CHECK_THAT(csvError(file.spec("target=t&test=test.csv")),
               ContainsSubstring("line 2: column x has 'one'"));
}

TEST_CASE("A column of too many words is left out and named", "[data][csv]") {
    std::string text = "id,x,t\n";
    for (int i = 0; i < 120; ++i)
        text += "id" + std::to_string(i) + "," + std::to_string(i) + (i % 2 ? ",a\n" : ",b\n");
    const DataSource source = openTable(CsvFile(text).spec("target=t"));
    CHECK(source.featureNames == std::vector<std::string>{"x"});
    CHECK_THAT(source.notes.at(0), ContainsSubstring("id: left out, more than 100 different values"));
}

TEST_CASE("An offset is taken only off numbers whose spread single precision would lose", "[data][csv]") {
    const auto around = [](double centre, double step) {
        std::vector<double> numbers;
        for (int i = -2; i <= 2; ++i)
            numbers.push_back(centre + i * step);
        return numbers;
    };
    // Floats between 2^30 and 2^31 are 128 apart.
    CHECK_THAT(offsetOf(around(1.7e9, 1)), WithinRel(1.7e9, 1e-15));
    CHECK_THAT(offsetOf(around(-1.7e9, 1)), WithinRel(-1.7e9, 1e-15));
    CHECK(offsetOf(around(1.7e9, 1e7)) == 0);
    CHECK(offsetOf(around(-119.57, 2)) == 0);
    CHECK(offsetOf(around(0, 1e-30)) == 0);
    CHECK(offsetOf(around(1.7e9, 0)) == 0);
    CHECK(offsetOf(std::vector{0.1 + 0.2, 0.3, 0.3, 0.3}) == 0); // one unit in the last place is no spread
    CHECK(offsetOf(std::vector<double>{}) == 0);
}

TEST_CASE("A column far from 0 keeps its content", "[data][csv]") {
    // x = 1.7e9 + 0..59 and y = 1.7e9 - 3x: variance (60² - 1) / 12 of x, nine times that of y.
    std::string text = "x,y,t\n";
    for (int i = 0; i < 60; ++i)
        text += std::to_string(1'700'000'000 + i) + "," + std::to_string(1'700'000'000 - 3 * i) + ".0," +
                (i > 30 ? "p" : "q") + "\n";
    const double deviation = std::sqrt(3599.0 / 12);
    const CsvFile file(text, "train.csv");
    file.add("test.csv", "x,y,t\n1700000100,1699999700,p\n");
    DataConfig config;
    SECTION("as a feature") {
        config.spec = file.spec("target=t&test=test.csv");
        file.add("train.csv", text + "NA,1699999911.5,p\n"); // a missing x
        const DataSource source = openData(config);
        const DataSummary summary = describe(source);
        CHECK_THAT(summary.mean[0], WithinRel(1'700'000'029.5, 1e-14));
        CHECK_THAT(summary.standardDeviation[0], WithinRel(deviation * std::sqrt(60.0 / 61), 1e-6));
        const double scale = 1 / summary.standardDeviation[0];
        for (int i = 0; i < 60; ++i)
            CHECK_THAT(sampleOf(*source.train, i)[0],
                       WithinAbs(static_cast<float>((i - 29.5) * scale), 1e-6f));
        CHECK(std::abs(sampleOf(*source.train, 60)[0]) < 1e-6f);
        CHECK_THAT(sampleOf(*source.test, 0)[0], WithinRel(static_cast<float>(70.5 * scale), 1e-6f));
        CHECK_THAT(source.notes.at(1), ContainsSubstring("x: single precision would lose its spread"));
        const auto histograms = histogramsOf(*source.rawTrain, 2, 60);
        CHECK_THAT(histograms[0].smallest, WithinRel(1.7e9, 1e-15));
        CHECK_THAT(histograms[0].largest, WithinRel(1.7e9 + 59, 1e-15));
        config.normalization = Normalization::MeanImage;
        CHECK_THAT(sampleOf(*openData(config).train, 0)[0], WithinRel(-29.5f, 1e-6f));
        config.normalization = Normalization::None; // as in the file, as far as a float goes
        CHECK(sampleOf(*openData(config).test, 0)[0] == 1700000100.0f);
        config.normalization = Normalization::Unit;
        CHECK_THAT(sampleOf(*openData(config).test, 0)[0], WithinRel(1700000100.0f / 255, 1e-6f));
    }
    SECTION("as a real target, with a limit too") {
        file.add("train.csv", text);
        config.spec = file.spec("target=y&test=test.csv");
        const DataSource source = openData(config);
        CHECK_THAT(source.targets.at(0).mean, WithinRel(1.7e9 - 88.5, 1e-14));
        CHECK_THAT(source.targets.at(0).standardDeviation, WithinRel(3 * deviation, 1e-6));
        std::vector<float> target(1);
        source.train->copyTargets(10, target);
        CHECK_THAT(target[0], WithinRel(static_cast<float>((88.5 - 30) / (3 * deviation)), 1e-6f));
        source.test->copyTargets(0, target);
        CHECK_THAT(target[0], WithinRel(static_cast<float>((88.5 - 300) / (3 * deviation)), 1e-6f));
        CHECK_THAT(source.notes.at(0), ContainsSubstring("y: single precision would lose its spread"));
        config.limit = 2; // 1.7e9 and 3 less
        CHECK_THAT(openData(config).targets.at(0).mean, WithinRel(1.7e9 - 1.5, 1e-14));
        openData(config).train->copyTargets(0, target);
        CHECK_THAT(target[0], WithinRel(1.0f, 1e-5f));
    }
}

TEST_CASE("A header whose first name is missing is found above numbers", "[data][csv]") {
    const CsvFile file(",a,b,y\n0,1.5,x,p\n1,2.5,z,q\n2,0.5,x,p\n");
    const CsvTable table = file.read();
    CHECK(table.columns == std::vector<std::string>{"column1", "a", "b", "y"});
    CHECK(table.rows() == 3);
    CHECK(openTable(file.spec("target=y")).classNames == std::vector<std::string>{"p", "q"});
    CHECK(openTable(file.spec("target=last")).classCount() == 2);
    CHECK(CsvFile("\"\",\"a\"\nr1,1\nr2,2\n").read().columns == std::vector<std::string>{"column1", "a"});

    CHECK_FALSE(CsvFile(",red,p\n5,blue,q\n").read().hasHeader); // a row without its first cell
    CHECK_FALSE(CsvFile(",NA,p\n5,3,q\n").read().hasHeader);
    CHECK_FALSE(CsvFile(",1,p\n5,3,q\n").read().hasHeader);
    CHECK_FALSE(CsvFile("a,,y\n5,3,1\n").read().hasHeader);
    CHECK_FALSE(file.read(CsvHeader::No).hasHeader);
    CHECK_FALSE(CsvFile(",a\n").read().hasHeader); // nothing below
}

TEST_CASE("Where the first line was read as a row, an unknown column hints at header=yes", "[data][csv]") {
    const CsvFile file("a,,y\n1,2,p\n3,4,q\n5,6,p\n");
    CHECK_THAT(csvError(file.spec("target=y")),
               ContainsSubstring("has no column 'y'") && ContainsSubstring("header=yes takes it as names"));
    CHECK(openTable(file.spec("target=y&header=yes")).classCount() == 2);
    CHECK_FALSE(mentions(csvError(file.spec("target=z&header=yes")), "header=yes"));
}

TEST_CASE("A word among real numbers is refused as a target", "[data][csv]") {
    SECTION("with line and cell, and with what would be right") {
        const CsvFile file(doubling(300, ".5") + "1,abc\n2,de\n");
        CHECK_THAT(csvError(file.spec("target=y")),
                   ContainsSubstring("line 302: target y is 'abc', which is no number, and 300 rows have "
                                     "numbers") &&
                       ContainsSubstring("task=classes"));
        CHECK(openTable(file.spec("target=y&task=classes")).classCount() == 302);
    }
    SECTION("also a number that is too large, and beside many whole ones") {
        CHECK_THAT(csvError(CsvFile(doubling(10, ".5") + "1,1e39\n").spec("target=y")),
                   ContainsSubstring("line 12: target y is '1e39', which is too large a number"));
        CHECK_THAT(csvError(CsvFile(doubling(101, "") + "1,abc\n").spec("target=y")),
                   ContainsSubstring("line 103: target y is 'abc'"));
    }
    SECTION("not a missing number") {
        CHECK(openTable(CsvFile(doubling(10, ".5") + "1,NA\n2,\n").spec("target=y")).isRegression());
    }
    SECTION("not beside whole numbers that are classes: a note") {
        const DataSource source = openTable(CsvFile("x,y\n1,0\n2,1\n3,other\n4,1\n").spec("target=y"));
        CHECK(source.classNames == std::vector<std::string>{"0", "1", "other"});
        CHECK(source.notes.at(0) ==
              "y: 'other' in line 4 is no number; it is a class beside the whole numbers");
    }
    SECTION("not where words are the rule") {
        const DataSource source = openTable(CsvFile("x,y\n1,a\n2,1.5\n3,b\n4,a\n").spec("target=y"));
        CHECK(source.classNames == std::vector<std::string>{"1.5", "a", "b"});
        CHECK(source.notes.empty());
    }
}

TEST_CASE("A number beyond single precision is none, and it is said why", "[data][csv]") {
    CHECK(csvNumber("3.4e38") == 3.4e38);
    CHECK(csvNumber("1e-300") == 1e-300);
    const auto large = GENERATE(as<std::string>{}, "3.5e38", "-1e39", "1e300", "+1E400");
    CHECK_FALSE(csvNumber(large));
    CHECK(whyNoNumber(large) == "is too large a number; 3.4e38 is the most");
    const auto none = GENERATE(as<std::string>{}, "", "x", "inf", "nan", "1e400x", "1e-400", "1e+-400");
    CHECK_FALSE(csvNumber(none));
    CHECK(whyNoNumber(none) == "is no number");
    CHECK_FALSE(CsvFile(large + ",p\n1,q\n").read().hasHeader);

    const CsvFile feature("a,t\n1,p\n" + large + ",q\n2,p\n3,q\n");
    CHECK_THAT(openTable(feature.spec("target=t")).notes.at(0),
               ContainsSubstring("a: 4 words") &&
                   ContainsSubstring("'" + large + "' in line 3 is too large a number; 3.4e38 is the most"));
    CHECK_THAT(csvError(feature.spec("target=a&task=regression")),
               ContainsSubstring("line 3: target a is '" + large + "', which is too large a number; 3.4e38"));
    const CsvFile file("a,t\n1,p\n2,q\n");
    file.add("test.csv", "a,t\n" + large + ",p\n");
    CHECK_THAT(csvError(file.spec("target=t&test=test.csv")),
               ContainsSubstring("line 2: column a has '" + large + "', which is too large a number"));
}

TEST_CASE("Of a long cell the beginning is shown, on one line", "[data][csv]") {
    const std::string text = "two\nlines" + std::string(1'000'000, 'x');
    const std::string shown = "two\\nlines" + std::string(51, 'x') + "…"; // 60 bytes, 9 before the first x
    SECTION("as a word in a column of numbers") {
        const CsvFile file("a,t\n1,p\n\"" + text + "\",q\n2,p\n3,q\n");
        const DataSource source = openTable(file.spec("target=t"));
        CHECK_THAT(source.notes.at(0), ContainsSubstring("('" + shown + "' in line 3 is no number)"));
        CHECK(source.featureNames.back() == "a=" + shown);
    }
    SECTION("as a class") {
        const CsvFile file("a,t\n1,p\n2,\"" + text + "\"\n3,p\n");
        CHECK(openTable(file.spec("target=t")).classNames == std::vector<std::string>{"p", shown});
        file.add("test.csv", "a,t\n1,\"" + text + "y\"\n");
        CHECK_THAT(csvError(file.spec("target=t&test=test.csv")),
                   ContainsSubstring("class '" + shown + "' of t"));
    }
    SECTION("as a number that is none") {
        const CsvFile file("a,t\n1,2.5\n2,\"" + text + "\"\n3,4.5\n");
        CHECK_THAT(csvError(file.spec("target=t&task=regression")), ContainsSubstring("is '" + shown + "'"));
        file.add("test.csv", "a,t\n\"" + text + "\",1\n");
        CHECK_THAT(csvError(file.spec("target=a&test=test.csv&task=regression")),
                   ContainsSubstring("is '" + shown + "'"));
    }
    SECTION("as a name of a column") {
        const CsvFile file("a,\"" + text + "\"\n1,2.5\n2,3.5\n");
        CHECK_THAT(csvError(file.spec("target=b")), ContainsSubstring("there are a, " + shown + ";"));
        CHECK(openTable(file.spec("target=a")).featureNames.at(0) == shown);
        CHECK(openTable(file.spec("target=last")).targets.at(0).name == shown);
    }
    SECTION("cut between letters") {
        std::string umlauts = "x"; // the 60th byte is in the middle of a letter
        for (int i = 0; i < 40; ++i)
            umlauts += "ä";
        const CsvFile file("a,t\n1,p\n2," + umlauts + "\n");
        CHECK(openTable(file.spec("target=t")).classNames.at(1) == umlauts.substr(0, 59) + "…");
    }
}

TEST_CASE("Histograms count every value in its bin, by class", "[data][csv]") {
    const CsvFile file("x,t\n0,a\n1,a\n2,b\n10,b\n", "train.csv");
    const DataSource source = openTable(file.spec("target=t&test=train.csv"));
    const auto histograms = histogramsOf(*source.rawTrain, 2, 5); // bins of 2 from 0 to 10
    REQUIRE(histograms.size() == 1);
    CHECK(histograms[0].counts ==
          std::vector<std::vector<std::int64_t>>{{2, 0}, {0, 1}, {0, 0}, {0, 0}, {0, 1}});
    const Image8 picture = histogramPicture(*source.rawTrain, 2,
                                            {.columns = 4, .bins = 5, .binWidth = 2, .height = 10, .gap = 3});
    CHECK(picture.width == 3 + 10 + 3);
    CHECK(picture.height == 3 + 10 + 3);
    // The first bin is the highest: it fills its column in the colour of class a.
    CHECK(picture.pixels[static_cast<std::size_t>((3 * picture.width + 3) * 3 + 2)] == 178);
}

TEST_CASE("Iris, optdigits and the houses of California are read as they are described",
          "[data][csv][real]") {
    if (skipWithoutRealData("tables")) return;
    const std::string folder = "csv:" + (*realDataFolder() / "tabular").string() + "/";
    const auto perClass = describe(openTable(folder + "wine.csv?target=last"));
    CHECK(perClass.trainSize + perClass.testSize == 178);
    CHECK(perClass.trainPerClass[0] + perClass.testPerClass[0] == 59);
    CHECK(openTable(folder + "iris.csv?target=5").classNames.at(1) == "Iris-versicolor");
    const DataSource digits = openTable(folder + "optdigits.tra?target=last&test=optdigits.tes");
    CHECK(digits.train->size() == 3823);
    CHECK(digits.test->size() == 1797);
    CHECK(digits.classCount() == 10);
    const DataSource houses = openTable(folder + "california_housing.csv?target=median_house_value");
    CHECK(houses.isRegression());
    CHECK(houses.featureNames.size() == 8 + 5);
    CHECK_THAT(houses.notes.at(0), ContainsSubstring("total_bedrooms: missing in 207 rows"));
    CHECK(openTable(folder + "abalone.csv?target=9&task=regression").featureNames.at(2) == "column1=M");
}
