// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/Processor.h"

namespace cyclo {

bool hasFastBf16() {
#if defined(__x86_64__)
    return __builtin_cpu_supports("avx512bf16") != 0;
#else
    return false;
#endif
}

} // namespace cyclo
