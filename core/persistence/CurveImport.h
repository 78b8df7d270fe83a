// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/peers/PeerFinder.h"
#include "core/analysis/peers/PeerSmoothing.h"
#include "core/persistence/CurveCsv.h"

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cyclo {

/// What a recorded curve can be read from.
enum class CurveFormat {
    Curve,         ///< "cyclometer": curve.json of find
    Csv,           ///< "csv": a table, raw losses
    Fastai,        ///< "fastai": a table of recorder.lrs and recorder.losses
    TorchLrFinder, ///< "torch-lr-finder": JSON of lr_finder.history
    Lightning,     ///< "lightning": JSON of lr_finder.results
    Ignite,        ///< "ignite": JSON of get_results()
    Npy, ///< "npy": two arrays of numpy.save, learning rates and losses, or one of two rows or columns
};

/// In the order of the enum.
const std::vector<std::string>& curveFormatNames();
std::optional<CurveFormat> curveFormatFromString(std::string_view name);

/// A curve and where it comes from.
struct RecordedCurve {
    LrCurve curve;
    CurveFormat format{};
    std::optional<PeerFinder> smoothedBy; ///< whose running mean the losses are; nothing: they are raw
    double smoothF = kSmoothF;       ///< of pytorch-lr-finder and ignite: what their argument smooth_f was
    std::size_t requestedSteps = 0;  ///< of the sweep; 0 where the file does not tell
    std::vector<LrCurve> seeds = {}; ///< whose mean the curve is, where the file has several
    std::string note = {};           ///< what was assumed; empty: nothing
};

/// Reads curves from files; a file of one .npy column is followed by the file of its losses. Without a format
/// it is told from the contents: a table counts as raw; of the two JSON formats, which are alike, Lightning
/// is the one whose first step in LR is twice as wide as the second. Running means are told from raw losses
/// by what undoing them leaves: raw losses come out as a zigzag. JSON may have Python's NaN and Infinity.
/// @throws FileError  with the path, the place and what would be right
std::vector<RecordedCurve> readCurves(const std::vector<std::filesystem::path>& paths,
                                      std::optional<CurveFormat> format = {});

/// Whether it is a .npy of one column, learning rates alone. @throws FileError  if it cannot be read
bool needsFileOfLosses(const std::filesystem::path& path);

/// The same from the contents of one file that is not a single .npy column. @throws FileError  likewise
RecordedCurve parseCurve(std::string_view bytes, std::optional<CurveFormat> format = {});

} // namespace cyclo
