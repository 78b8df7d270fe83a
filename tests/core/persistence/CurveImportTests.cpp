// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/peers/PeerSmoothing.h"
#include "core/persistence/AtomicFile.h"
#include "core/persistence/CurveImport.h"
#include "core/persistence/JsonText.h"
#include "core/persistence/NpyFile.h"
#include "core/tensor/Rng.h"
#include "tests/core/persistence/Refusal.h"
#include "tests/support/Catch.h"
#include "tests/support/TestData.h"

#include <cmath>

using namespace cyclo;
using cyclo::test::mentions;
using cyclo::test::refusal;

namespace {

/// What numpy.save writes: header padded to a multiple of 64 bytes.
template <typename Number>
std::string npy(const std::string& type, const std::string& shape, const std::vector<Number>& values) {
    std::string header = "{'descr': '" + type + "', 'fortran_order': False, 'shape': " + shape + ", }";
    header.resize((header.size() + 10 + 1 + 63) / 64 * 64 - 10 - 1, ' ');
    header += '\n';
    std::string bytes("\x93NUMPY\x01\x00", 8);
    bytes += static_cast<char>(header.size() % 256);
    bytes += static_cast<char>(header.size() / 256);
    bytes += header;
    return bytes.append(reinterpret_cast<const char*>(values.data()), values.size() * sizeof(Number));
}

std::string importError(std::string_view bytes, std::optional<CurveFormat> format = {}) {
    return refusal([&] { parseCurve(bytes, format); });
}

} // namespace

TEST_CASE("A .npy array is read with its shape", "[persistence][npy]") {
    CHECK(parseNpy(npy<double>("<f8", "(3,)", {0.1, 0.2, 0.3})) == NpyArray{{3}, {0.1, 0.2, 0.3}});
    CHECK(parseNpy(npy<float>("<f4", "(2, 2)", {1, 2, 3, 4})) == NpyArray{{2, 2}, {1, 2, 3, 4}});
    CHECK(parseNpy(npy<std::int64_t>("<i8", "(1,)", {-7})) == NpyArray{{1}, {-7}});
}

TEST_CASE("A broken .npy file is refused with what would be right", "[persistence][npy]") {
    const auto said = [](const std::string& bytes) { return refusal([&] { parseNpy(bytes); }); };
    const auto good = npy<double>("<f8", "(3,)", {1, 2, 3});
    CHECK(mentions(said("PK"), "NUMPY"));
    CHECK(mentions(said(good.substr(0, 9)), "NUMPY"));
    CHECK(mentions(said(good.substr(0, 40)), "header of"));
    CHECK(mentions(said(good.substr(0, good.size() - 1)), "2 numbers, fewer than its shape"));
    CHECK(mentions(said(npy<double>("<f8", "(4000000000, 4000000000)", {1})), "fewer than its shape"));
    CHECK(mentions(said(npy<double>("<f8", "(18446744073709551615,)", {1})), "fewer than its shape"));
    CHECK(mentions(said(npy<double>("<f8", "(99999999999999999999999,)", {1})), "whole numbers"));
    CHECK(mentions(said(npy<double>("|O", "(1,)", {1})), "float32"));
    CHECK(mentions(said(npy<double>("<f8", "(1,1,1)", {1})), "dimensions"));
    CHECK(mentions(said(npy<double>("<f8", "()", {1})), "dimensions"));
    auto future = good;
    future[6] = 9;
    CHECK(mentions(said(future), "version 9"));
    for (std::size_t length = 0; length < good.size(); ++length)
        CHECK(said(good.substr(0, length)) != "no error");
}

TEST_CASE("Each format of a recorded curve is told from its contents", "[persistence][import]") {
    const LrCurve expected{.learningRates = {0.1, 0.2, 0.4}, .losses = {2.0, 1.5, 1.0}};
    const auto table = parseCurve("lr,loss\n0.1,2\n0.2,1.5\n0.4,1\n");
    CHECK(table.curve == expected);
    CHECK(table.format == CurveFormat::Csv);
    CHECK_FALSE(table.smoothedBy);

    const auto history = parseCurve(R"( {"lr": [0.1, 0.2, 0.4], "loss": [2.0, 1.5, 1.0]})");
    CHECK(history.curve == expected);
    CHECK(history.format == CurveFormat::TorchLrFinder);
    CHECK(history.smoothedBy == PeerFinder::TorchLrFinder);

    // 1e-8 to 1 in 100 as Lightning has it: rungs 0, 2, 3.
    const auto results = parseCurve(R"({"lr": [1e-8, 1.4454397707459273e-08, 1.7378008287493754e-08],
                                       "loss": [1, 1.5, NaN]})");
    CHECK(results.format == CurveFormat::Lightning);
    CHECK(results.smoothedBy == PeerFinder::Lightning);
    CHECK(std::isnan(results.curve.losses[2]));

    const auto rows = parseCurve(npy<double>("<f8", "(2, 3)", {0.1, 0.2, 0.4, 2, 1.5, 1}));
    CHECK(rows.curve == expected);
    const auto columns = parseCurve(npy<double>("<f8", "(3, 2)", {0.1, 2, 0.2, 1.5, 0.4, 1}));
    CHECK(columns.curve == expected);
    CHECK(columns.format == CurveFormat::Npy);

    const auto own = parseCurve(R"({"format": "cyclometer.curve", "version": 1, "outcome": "completed",
        "points": [{"step": 0, "lr": 0.1, "momentum": 0, "weight_decay": 0, "loss": 2, "smoothed": 2},
                   {"step": 1, "lr": 0.2, "momentum": 0, "weight_decay": 0, "loss": null, "smoothed": null}],
        "suggestions": {}, "settings": {"steps": 50}})");
    CHECK(own.format == CurveFormat::Curve);
    CHECK(own.curve.learningRates == std::vector<double>{0.1, 0.2});
    CHECK(std::isnan(own.curve.losses[1]));
    CHECK(own.requestedSteps == 50);
}

TEST_CASE("The table of fastai's recorder is told by the names of its columns", "[persistence][import]") {
    const auto recorded = parseCurve("lrs,losses\n0.1,2\n0.2,1\n", std::nullopt);
    CHECK(recorded.format == CurveFormat::Fastai);
    CHECK(recorded.smoothedBy == PeerFinder::Fastai);
    CHECK(parseCurve("lr,loss\n0.1,2\n0.2,1\n", std::nullopt).format == CurveFormat::Csv);
}

TEST_CASE("A format that is named is not guessed", "[persistence][import]") {
    CHECK(parseCurve("lrs,losses\n0.1,2\n", CurveFormat::Fastai).smoothedBy == PeerFinder::Fastai);
    CHECK(parseCurve(R"({"lr": [1], "loss": [2]})", CurveFormat::Lightning).smoothedBy ==
          PeerFinder::Lightning);
    CHECK(mentions(importError("lr,loss\n1,2\n", CurveFormat::Npy), ".npy"));
    CHECK(mentions(importError("lr,loss\n1,2\n", CurveFormat::Lightning), "line 1"));
    CHECK(mentions(importError(R"({"lr": [1], "loss": [2]})", CurveFormat::Csv), "lr and loss"));
    CHECK(curveFormatFromString("torch-lr-finder") == CurveFormat::TorchLrFinder);
    CHECK(curveFormatFromString("npy") == CurveFormat::Npy);
    CHECK_FALSE(curveFormatFromString("pickle"));
}

TEST_CASE("Curves that are none are refused in one line", "[persistence][import]") {
    CHECK(mentions(importError("{}"), "\"lr\" and \"loss\""));
    CHECK(mentions(importError("[1, 2]"), "\"lr\" and \"loss\""));
    CHECK(mentions(importError("{\"lr\": [1"), "byte"));
    CHECK(mentions(importError(R"({"lr": [1, 2], "loss": [1]})"), "2 learning rates and 1 losses"));
    CHECK(mentions(importError(R"({"lr": [], "loss": []})"), "no points"));
    CHECK(mentions(importError(R"({"lr": 1, "loss": [1]})"), "lr must be a list"));
    CHECK(mentions(importError(R"({"lr": [[1, 2]], "loss": [1]})"), "lr[0] must be a number"));
    CHECK(mentions(importError(R"({"lr": [NaN], "loss": [1]})"), "point 0"));
    CHECK(mentions(importError(R"({"lr": [1, -1], "loss": [1, 1]})"), "point 1 is below 0"));
    CHECK(mentions(importError(R"({"format": "NaN", "version": 1})"), "\"NaN\"")); // in quotes it stays
    CHECK(mentions(importError(npy<double>("<f8", "(3,)", {1, 2, 3})), "learning rates first"));
    CHECK(mentions(importError(npy<double>("<f8", "(0, 2)", {})), "no points"));
    for (const char* bytes : {"", "{", "\"", "{\"lr\\", "\x93NUMPY", "NaN", "-Infinity"})
        CHECK(importError(bytes) != "no error");
}

TEST_CASE("Learning rates and losses in two .npy files make one curve", "[persistence][import]") {
    const test::TemporaryFolder folder;
    const auto lrs = folder.path() / "lrs.npy", losses = folder.path() / "losses.npy",
               table = folder.path() / "curve.csv";
    writeFileAtomically(lrs, npy<double>("<f8", "(2,)", {0.1, 0.2}));
    writeFileAtomically(losses, npy<float>("<f4", "(2,)", {2, 1.5}));
    writeFileAtomically(table, "lr,loss\n1,2\n");
    const auto curves = readCurves({lrs, losses, table});
    REQUIRE(curves.size() == 2);
    CHECK(curves[0].curve == LrCurve{{0.1, 0.2}, {2, 1.5}});
    CHECK(curves[1].curve == LrCurve{{1}, {2}});

    CHECK(mentions(refusal([&] { readCurves({lrs}); }), lrs.string()));
    CHECK(mentions(refusal([&] { readCurves({lrs, table}); }), table.string()));
    writeFileAtomically(losses, npy<float>("<f4", "(1,)", {2}));
    CHECK(mentions(refusal([&] { readCurves({lrs, losses}); }), losses.string()));
    CHECK(mentions(refusal([&] { readCurves({folder.path() / "none"}); }), "cannot read"));
    writeFileAtomically(table, "lr,loss\n1,a\n");
    CHECK(refusal([&] { readCurves({table}); }) ==
          table.string() + ": line 2: loss must be a number, got \"a\"");
}

TEST_CASE("Raw losses in a history are not undone, running means are", "[persistence][import]") {
    Rng random(3, "history");
    std::vector<double> rates, raw;
    for (int i = 0; i < 120; ++i) {
        rates.push_back(1e-4 * std::pow(10.0, i / 30.0));
        const double decades = std::log10(rates.back() / 0.1);
        raw.push_back(0.5 + 0.2 * decades * decades + 0.1 * random.normal());
    }
    const auto history = [&](const std::vector<double>& losses) {
        return parseCurve(Json{{"lr", rates}, {"loss", losses}}.dump());
    };
    const RecordedCurve plain = history(raw);
    CHECK_FALSE(plain.smoothedBy);
    CHECK(mentions(plain.note, "look raw"));
    const RecordedCurve means = history(plottedByLrFinder(raw));
    CHECK(means.smoothedBy == PeerFinder::TorchLrFinder);
    CHECK(mentions(means.note, "smooth_f of 0.05"));
    // Who says what it is, is believed.
    CHECK(parseCurve(Json{{"lr", rates}, {"loss", raw}}.dump(), CurveFormat::TorchLrFinder).smoothedBy);
    const auto twice = rawLosses(PeerFinder::TorchLrFinder, std::vector{1.0, 2.0, 3.0}, 0.5);
    CHECK(twice == std::vector{1.0, 3.0, 4.0});
}
