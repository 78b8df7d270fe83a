// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/Catch.h"
#include "ui/theme/Numbers.h"

#include <limits>

using namespace cyclo::ui;

TEST_CASE("Numbers on the screen have three significant digits", "[ui][theme]") {
    const auto [value, text] = GENERATE(table<double, const char*>({{0.0, "0"},
                                                                    {0.1, "0.100"},
                                                                    {0.0316227766, "0.0316"},
                                                                    {0.001, "0.00100"},
                                                                    {0.00032, "3.2e-4"},
                                                                    {-0.00032, "-3.2e-4"},
                                                                    {1e-5, "1e-5"},
                                                                    {2.3, "2.30"},
                                                                    {9.996, "10.0"},
                                                                    {231.4, "231"},
                                                                    {1404.0, "1,404"},
                                                                    {998765.4, "998,765"},
                                                                    {12500000.0, "1.25e7"}}));
    CHECK(formatNumber(value).toStdString() == text);
}

TEST_CASE("A number at the edge of a notation is written once it is rounded", "[ui][theme]") {
    CHECK(formatNumber(0.0009999).toStdString() == "0.00100"); // 9.999e-4 rounds to 1.00e-3
    CHECK(formatNumber(999999.6).toStdString() == "1e6");      // 9.999996e5 rounds to 1.00e6
}

TEST_CASE("Short numbers lose the zeros at the end of the fraction only", "[ui][theme]") {
    CHECK(formatShort(0.1).toStdString() == "0.1");
    CHECK(formatShort(2.30).toStdString() == "2.3");
    CHECK(formatShort(10.0).toStdString() == "10");
    CHECK(formatShort(100.0).toStdString() == "100");
    CHECK(formatShort(1400.0).toStdString() == "1,400");
    CHECK(formatShort(2e-5).toStdString() == "2e-5");
}

TEST_CASE("What is no number says so", "[ui][theme]") {
    CHECK(formatNumber(std::numeric_limits<double>::quiet_NaN()).toStdString() == "NaN");
    CHECK(formatNumber(std::numeric_limits<double>::infinity()) == QString(QChar(0x221e)));
}

TEST_CASE("Full numbers read back to the same bits", "[ui][theme]") {
    const double value = GENERATE(0.1, 1.0 / 3.0, 6.02214076e23, 5e-324, -0.0316227766016838);
    CHECK(formatFull(value).toDouble() == value);
}
