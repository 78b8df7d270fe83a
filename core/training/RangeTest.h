// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/training/Trainer.h"

namespace cyclo {

/// Keeps a copy of the network's and the optimizer's state and puts both back when it goes out of scope, to
/// the last bit.
class StateGuard {
public:
    StateGuard(Network& network, Optimizer& optimizer);
    ~StateGuard();
    StateGuard(const StateGuard&) = delete;
    StateGuard& operator=(const StateGuard&) = delete;

private:
    Network& network_;
    Optimizer& optimizer_;
    NetworkState networkState_;
    OptimizerState optimizerState_;
};

/// The learning-rate range test (Smith, arXiv:1506.01186): ordinary training under a rising learning rate,
/// ended by the last row, by a blow-up (DivergenceRule, or the first loss that is not finite), by a stop or
/// by an error. Weights and optimizer state are afterwards what they were before, however it ends; its order
/// of samples comes from the seed alone, so no other random stream moves.
/// @param heldOut  measured after every step, and the loss whose blow-up ends it then (Trainer.h); null: none
RunSummary rangeTest(Network& network, Optimizer& optimizer, const DataSource& data,
                     const ScheduleRows& sweep, std::uint64_t seed, bool shuffle, TrainingObserver& observer,
                     const StopToken& stop, const HeldOutLoss* heldOut = nullptr);

} // namespace cyclo
