// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/tensor/Rng.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <string>
#include <vector>

namespace cyclo::test {

/// Values between margins of NaN, which show up in any sum that reads them, and are gone where they are
/// written.
template <typename Value> struct Guarded {
    static constexpr std::ptrdiff_t kMargin = 512;
    std::vector<Value> values;

    /// NaN, too: nothing may be taken for zero.
    explicit Guarded(std::ptrdiff_t count)
        : values(static_cast<std::size_t>(count + 2 * kMargin),
                 Value(std::numeric_limits<float>::quiet_NaN())) {}

    /// Normally distributed ones.
    Guarded(std::ptrdiff_t count, const std::string& name) : Guarded(count) {
        Rng rng(6, name);
        for (Value* value = begin(); value != end(); ++value)
            *value = Value(static_cast<float>(rng.normal()));
    }

    Value* begin() { return values.data() + kMargin; }
    Value* end() { return values.data() + values.size() - kMargin; }
    const Value* begin() const { return values.data() + kMargin; }
    const Value* end() const { return values.data() + values.size() - kMargin; }

    bool keptMargins() const {
        const auto isNaN = [](Value value) { return std::isnan(static_cast<float>(value)); };
        return std::all_of(values.begin(), values.begin() + kMargin, isNaN) &&
               std::all_of(values.end() - kMargin, values.end(), isNaN);
    }
};

/// A sum of products in double, and of their magnitudes.
struct NaiveSum {
    double sum = 0.0;
    double magnitude = 0.0;

    void add(double value) {
        sum += value;
        magnitude += std::abs(value);
    }
};

} // namespace cyclo::test
