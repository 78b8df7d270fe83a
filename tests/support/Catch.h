// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Catch2 2.13 (Debian 12) and Catch2 3 under one name.
#if __has_include(<catch2/catch_all.hpp>)
#include <catch2/catch_all.hpp>
#else
#include <catch2/catch.hpp>
#endif

namespace cyclo::test {
#if __has_include(<catch2/catch_all.hpp>)
using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;
#else
using Catch::WithinAbs;
using Catch::WithinRel;
#endif
} // namespace cyclo::test
