// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/Catch.h"
#include "ui/models/NumberText.h"

#include <cmath>
#include <limits>

using namespace cyclo::ui;

TEST_CASE("Exact text is short where the value is, and reads back to the same bits", "[ui][models]") {
    const auto [value, text] = GENERATE(table<double, const char*>({{0.0, "0"},
                                                                    {1.0, "1"},
                                                                    {10.0, "10"},
                                                                    {0.01, "0.01"},
                                                                    {0.0316, "0.0316"},
                                                                    {0.001, "0.001"},
                                                                    {1e-4, "1e-4"},
                                                                    {3.2e-4, "3.2e-4"},
                                                                    {1404.0, "1404"},
                                                                    {100000.0, "100000"},
                                                                    {1e6, "1e6"},
                                                                    {-0.5, "-0.5"},
                                                                    {12.5, "12.5"},
                                                                    {1.0 / 3.0, "0.3333333333333333"},
                                                                    {5e-324, "5e-324"}}));
    CHECK(exactText(value).toStdString() == text);
    CHECK(numberFromText(exactText(value)) == value);
}

TEST_CASE("Text that is no finite number is told from one that is", "[ui][models]") {
    const auto [text, value] = GENERATE(table<const char*, std::optional<double>>({{"1e-4", 1e-4},
                                                                                   {" 5E-4 ", 5e-4},
                                                                                   {"0,01", 0.01},
                                                                                   {"+3", 3.0},
                                                                                   {".5", 0.5},
                                                                                   {"−2", -2.0},
                                                                                   {"", std::nullopt},
                                                                                   {"1e", std::nullopt},
                                                                                   {"1,000.5", std::nullopt},
                                                                                   {"1 000", std::nullopt},
                                                                                   {"0x10", std::nullopt},
                                                                                   {"inf", std::nullopt},
                                                                                   {"nan", std::nullopt},
                                                                                   {"1e999", std::nullopt}}));
    CAPTURE(text);
    CHECK(numberFromText(QString::fromUtf8(text)) == value);
}

TEST_CASE("What is no number has a word", "[ui][models]") {
    CHECK(exactText(std::nan("")) == "NaN");
    CHECK(exactText(-std::numeric_limits<double>::infinity()) == QString::fromUtf8("−∞"));
    CHECK(percentText(std::nan("")) == "NaN");
}

TEST_CASE("Percent has two decimals", "[ui][models]") {
    CHECK(percentText(0.99254) == "99.25 %");
    CHECK(percentText(1.0) == "100.00 %");
}
