// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stdexcept>

namespace cyclo {

/// A data file that cannot be used. what() is one line: path, place (byte or line), cause, what would be
/// right.
class DataError : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

} // namespace cyclo
