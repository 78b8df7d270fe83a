// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/persistence/FileError.h"
#include "tests/support/Messages.h"

#include <string>

namespace cyclo::test {

/// Message of the FileError that the call throws; "accepted" if it throws none.
template <typename Call> std::string refusal(const Call& call) {
    try {
        call();
    } catch (const FileError& error) {
        return error.what();
    }
    return "accepted";
}

} // namespace cyclo::test
