// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace cyclo {

/// Other programs' learning-rate finders: what they would have said of a curve, with their smoothing, their
/// stop, what they leave out, and their slips. Versions: fastai 2.7, fastai 1.0, pytorch-lr-finder 0.2,
/// Lightning 2.5.3 and later (and before), ignite 0.5, ktrain 0.41.
enum class PeerFinder { Fastai, Fastai1, TorchLrFinder, Lightning, Ignite, Ktrain };

/// "fastai", "fastai1", "torch-lr-finder", "lightning", "ignite", "ktrain", in the order of the enum.
const std::vector<std::string>& peerFinderNames();
std::string toString(PeerFinder finder);
std::optional<PeerFinder> peerFinderFromString(std::string_view name);

/// A curve as a finder is given it.
struct PeerCurve {
    std::span<const double> learningRates; ///< that made the update after the loss was measured
    std::span<const double> losses;        ///< raw, as many
    std::size_t requestedSteps = 0; ///< of the sweep, also where it stopped early; 0: as many as losses
    bool smoothed = false; ///< take the losses as plotted: no smoothing and no stop of the finder's own
    bool logged = false;   ///< the learning rates are those the finder logs: ignite's are one step ahead
    bool safe = false;     ///< an answer inside the curve where the finder would fail or read outside it
};

/// One answer of a finder.
struct PeerAnswer {
    std::string rule; ///< "steepest", "valley", "minimum_tenth", "slide", or a name of the finder's own
    std::optional<double> learningRate; ///< nothing where the finder fails
    std::size_t index = 0;              ///< of the sample in the curve, if there is an answer
    std::string why;                    ///< one line: how the rule works, or how it fails
    std::string trap;                   ///< one line: what went wrong with this answer; empty if nothing
};

struct PeerSuggestions {
    PeerFinder finder{};
    std::vector<double> plotted; ///< the losses it draws; ends where it would have stopped
    std::size_t from = 0;        ///< the samples it looks at: [from, to) of the curve
    std::size_t to = 0;
    std::vector<PeerAnswer> answers; ///< its default first
    std::vector<std::string> traps;  ///< one line each: what misleads on any curve, and early stops
};

/// @throws std::invalid_argument  if there is not one loss per learning rate
PeerSuggestions peerSuggestions(PeerFinder finder, const PeerCurve& curve);

} // namespace cyclo
