// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/experiments/FormRange.h"

#include <stdexcept>
#include <string>

namespace cyclo {

void requireWithin(const char* name, std::int64_t value, std::int64_t least, std::int64_t most) {
    if (value < least || value > most)
        throw std::invalid_argument(std::string(name) + " must be from " + std::to_string(least) + " to " +
                                    std::to_string(most) + ", got " + std::to_string(value));
}

} // namespace cyclo
