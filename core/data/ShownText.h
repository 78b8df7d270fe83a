// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace cyclo {

/// Text from a file or of its name as one line: control characters become escapes, \n, \t, \x1b.
std::string onOneLine(const std::string& text);

/// The same, and of a long text only the beginning, then "…": a cell may have megabytes. Letters of UTF-8
/// stay whole.
std::string shortened(const std::string& text);

} // namespace cyclo
