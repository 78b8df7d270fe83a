// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace cyclo {

/// Makes OpenMP's threads wait for each other in a busy loop for some tens of microseconds only, and asleep
/// from then on. Left to itself, libgomp spins for milliseconds: as long as the program has the processor to
/// itself that costs nothing, but beside any other work (the window's own, a second training) the spinning
/// thread holds the core that the thread it waits for needs. LeNet on 2 cores beside another training,
/// images/s: 1,000 with the usual 300,000 rounds, 1,500 with 50,000, 3,000 with 10,000, 3,700 with 2,000;
/// alone on a shared machine, ResNet-20 in bf16 is by 2 to 5 % slower with 2,000, because a short stall puts
/// threads to sleep.
///
/// Nor are threads bound to processors, though OMP_PROC_BIND or OMP_PLACES ask for it: an engine works in a
/// thread of its own, and libgomp then puts all threads of its team on one processor (a step of mlp:512,512 on
/// two cores took 12 ms instead of 1.2). GOMP_CPU_AFFINITY does no harm and is followed.
///
/// libgomp reads its settings when it is loaded, so the program starts itself anew with them. The waiting is
/// left as it is where the user has set GOMP_SPINCOUNT or OMP_WAIT_POLICY, and everything where the program
/// cannot be started again. To be called first in main.
void settleOpenMp(char** argv);

} // namespace cyclo
