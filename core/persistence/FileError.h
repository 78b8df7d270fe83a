// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stdexcept>

namespace cyclo {

/// A file that cannot be read, understood or written. what() is one line: path, place (byte, line or key),
/// cause, what would be right. Functions that see only the contents leave the path to their caller.
class FileError : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

} // namespace cyclo
