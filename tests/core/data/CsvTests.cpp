// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/BatchStream.h"
#include "core/data/DataSummary.h"
#include "core/data/HistogramPicture.h"
#include "tests/core/data/CsvFile.h"
#include "tests/support/Catch.h"
#include "tests/support/Samples.h"

#include <cmath>
#include <set>

using namespace cyclo;
using namespace cyclo::test;

namespace {

std::string readError(const std::string& text) {
    return messageOf<DataError>([&] { CsvFile(text).read(); });
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

TEST_CASE("Numbers of the rows, as pandas writes them without a name, are left out", "[data][csv]") {
    const DataSource source = openTable(CsvFile(",a,y\n7,1.5,p\n5,2.5,q\n6,0.5,p\n").spec("target=y"));
    CHECK(source.featureNames == std::vector<std::string>{"a"});
    CHECK_THAT(source.notes.at(0),
               ContainsSubstring("column1: left out, it has no name and numbers the rows"));

    const auto features = [](const std::string& text) {
        return openTable(CsvFile(text).spec("target=y")).featureNames;
    };
    const std::vector<std::string> both{"column1", "a"};
    CHECK(features(",a,y\n7,1.5,p\n7,2.5,q\n6,0.5,p\n") == both); // twice the same
    CHECK(features(",a,y\n1,1.5,p\n2.5,2.5,q\n3,0.5,p\n") == both);
    CHECK(features("column1,a,y\n1,1.5,p\n2,2.5,q\n3,0.5,p\n") == both);
}

TEST_CASE("Where the first line was read as a row, an unknown column hints at header=yes", "[data][csv]") {
    const CsvFile file("a,,y\n1,2,p\n3,4,q\n5,6,p\n");
    CHECK_THAT(csvError(file.spec("target=y")),
               ContainsSubstring("has no column 'y'") && ContainsSubstring("header=yes takes it as names"));
    CHECK(openTable(file.spec("target=y&header=yes")).classCount() == 2);
    CHECK_FALSE(mentions(csvError(file.spec("target=z&header=yes")), "header=yes"));
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
