// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/Catch.h"

#include <string>

namespace cyclo::test {

#if __has_include(<catch2/catch_all.hpp>)
using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::StartsWith;
#else
using Catch::StartsWith;
inline auto ContainsSubstring(const std::string& text) {
    return Catch::Contains(text);
}
#endif

/// What the call said when it threw an Error; "no error" if it did not throw. Other exceptions pass through.
template <class Error, class Call> std::string messageOf(Call&& call) {
    try {
        call();
    } catch (const Error& error) {
        return error.what();
    }
    return "no error";
}

inline bool mentions(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

} // namespace cyclo::test
