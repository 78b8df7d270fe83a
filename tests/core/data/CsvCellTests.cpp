// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/CsvOffset.h"
#include "core/data/DataSummary.h"
#include "core/data/HistogramPicture.h"
#include "tests/core/data/CsvFile.h"
#include "tests/support/Catch.h"
#include "tests/support/Samples.h"

#include <cmath>

using namespace cyclo;
using namespace cyclo::test;

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
