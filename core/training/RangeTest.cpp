// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/RangeTest.h"

namespace cyclo {

StateGuard::StateGuard(Network& network, Optimizer& optimizer)
    : network_(network),
      optimizer_(optimizer),
      networkState_(network.state()),
      optimizerState_(optimizer.state()) {}

StateGuard::~StateGuard() {
    network_.setState(networkState_);
    optimizer_.setState(optimizerState_);
}

RunSummary rangeTest(Network& network, Optimizer& optimizer, const DataSource& data,
                     const ScheduleRows& sweep, std::uint64_t seed, bool shuffle, TrainingObserver& observer,
                     const StopToken& stop, const HeldOutLoss* heldOut) {
    const StateGuard guard(network, optimizer);
    // A short memory: a hundred steps cross decades of learning rate, and a long mean would see the blow-up
    // late.
    constexpr double kBeta = 0.9;
    Trainer trainer(network, optimizer, data,
                    {.shuffle = shuffle,
                     .validate = false,
                     .stopOnBlowUp = true,
                     .smoothingBeta = kBeta,
                     .seed = seed,
                     .heldOut = heldOut});
    return trainer.run(sweep, observer, stop);
}

} // namespace cyclo
