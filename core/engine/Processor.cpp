// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/Processor.h"

#include "core/engine/Dnnl.h"

#include <omp.h>

namespace cyclo::engine {

bool hasAvx2AndFma() {
#if defined(__x86_64__)
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
#else
    return false;
#endif
}

bool hasAvx512() {
#if defined(__x86_64__)
    return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl") &&
           __builtin_cpu_supports("avx512bw");
#else
    return false;
#endif
}

bool hasAvx512Bf16() {
#if defined(__x86_64__)
    return hasAvx512() && __builtin_cpu_supports("avx512bf16");
#else
    return false;
#endif
}

bool hasBf16() {
    const dnnl::engine processor(dnnl::engine::kind::cpu, 0);
    const memory::desc square({16, 16}, kBf16, tag::nc), row({16}, kF32, tag::x);
    try {
        innerProductForward(processor, square, square, row, square, userScratchpad());
        return true;
    } catch (const dnnl::error&) {
        return false;
    }
}

bool hasFastBf16() {
#if defined(__x86_64__)
    return __builtin_cpu_supports("avx512bf16") && hasBf16(); // oneDNN may have been told to do without
#else
    return false;
#endif
}

std::string arithmeticName() {
    const dnnl_version_t& library = *dnnl::version();
    return "oneDNN " + std::to_string(library.major) + "." + std::to_string(library.minor) + "." +
           std::to_string(library.patch) + ", instructions " +
           std::to_string(static_cast<int>(dnnl::get_effective_cpu_isa())) + ", " +
           std::to_string(omp_get_num_procs()) + " processors";
}

} // namespace cyclo::engine
