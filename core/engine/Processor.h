// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace cyclo {

/// Whether the processor multiplies bf16 numbers faster than f32 ones: AVX-512 BF16 or AMX.
bool hasFastBf16();

} // namespace cyclo
