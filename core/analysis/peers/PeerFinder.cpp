// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/peers/PeerFinder.h"

#include "core/analysis/peers/PeerRules.h"
#include "core/analysis/peers/PeerSmoothing.h"

#include <algorithm>
#include <stdexcept>

namespace cyclo {

namespace {

/// A finder: its name, the losses it plots, what it says of them.
struct Peer {
    PeerFinder finder;
    const char* name;
    std::vector<double> (*plot)(std::span<const double>);
    PeerSuggestions (*ask)(const PeerCurve&, std::span<const double>);
};

constexpr Peer kPeers[] = {
    {PeerFinder::Fastai, "fastai", plottedByFastai, detail::askFastai},
    {PeerFinder::Fastai1, "fastai1", plottedByFastai1, detail::askFastai1},
    {PeerFinder::TorchLrFinder, "torch-lr-finder", plottedByLrFinder, detail::askTorchLrFinder},
    {PeerFinder::Lightning, "lightning", plottedByLightning, detail::askLightning},
    {PeerFinder::Ignite, "ignite", plottedByLrFinder, detail::askIgnite},
    {PeerFinder::Ktrain, "ktrain", plottedByKtrain, detail::askKtrain},
};

const Peer& peerOf(PeerFinder finder) {
    return *std::ranges::find(kPeers, finder, &Peer::finder);
}

} // namespace

const std::vector<std::string>& peerFinderNames() {
    static const std::vector<std::string> names = [] {
        std::vector<std::string> list;
        for (const Peer& peer : kPeers)
            list.emplace_back(peer.name);
        return list;
    }();
    return names;
}

std::string toString(PeerFinder finder) {
    return peerOf(finder).name;
}

std::optional<PeerFinder> peerFinderFromString(std::string_view name) {
    const auto found = std::ranges::find(kPeers, name, &Peer::name);
    if (found == std::end(kPeers)) return std::nullopt;
    return found->finder;
}

PeerSuggestions peerSuggestions(PeerFinder finder, const PeerCurve& curve) {
    if (curve.learningRates.size() != curve.losses.size()) {
        throw std::invalid_argument("a curve needs one loss per learning rate, got " +
                                    std::to_string(curve.learningRates.size()) + " learning rates and " +
                                    std::to_string(curve.losses.size()) + " losses");
    }
    const Peer& peer = peerOf(finder);
    PeerCurve given = curve;
    if (given.requestedSteps == 0) given.requestedSteps = curve.losses.size();
    auto plotted =
        curve.smoothed ? std::vector(curve.losses.begin(), curve.losses.end()) : peer.plot(curve.losses);
    PeerSuggestions said = peer.ask(given, plotted);
    if (plotted.size() < curve.losses.size())
        said.traps.push_back("it would have stopped after sample " + std::to_string(plotted.size() - 1) +
                             ", and not seen the " + std::to_string(curve.losses.size() - plotted.size()) +
                             " after it");
    said.finder = finder;
    said.plotted = std::move(plotted);
    return said;
}

} // namespace cyclo
