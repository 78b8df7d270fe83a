// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schedules/Interval.h"
#include "core/schedules/Policy.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <type_traits>
#include <variant>
#include <vector>

namespace cyclo {

/// The value of one setting, whatever its policy. A word stands for an enumerator.
using FieldValue =
    std::variant<double, std::int64_t, bool, std::string, std::vector<double>, std::vector<Phase>>;

/// In the order of FieldValue.
enum class FieldType { Number, Count, Flag, Word, Shares, Phases };

/// One setting of a policy, described once for the files, the command line and the window.
struct PolicyField {
    std::string key;          ///< in JSON: "max_lr"; the option is "--max-lr"
    std::string label;        ///< in the window: "Max LR"
    std::string help;         ///< what it is, without the name
    std::string leftOut = {}; ///< what it stands for when it is not set: "max-lr/10"; empty: it is always set
    bool required = false;    ///< has no good default: a command line must give it
    bool seldom = false;      ///< the window keeps it under "More"
    Interval range = {};      ///< of numbers, counts and each share
    std::vector<std::string> words = {}; ///< of a word, in the order of the enumerators

    /// Whether the other settings leave it anything to do, and if not, why.
    std::function<bool(const Policy&)> isUsed = [](const Policy&) { return true; };
    std::string unusedBecause = {};

    FieldType type = FieldType::Number; ///< set by field(), as are the two below
    std::function<std::optional<FieldValue>(const Policy&)> get = {};        ///< nothing where it is left out
    std::function<void(Policy&, const std::optional<FieldValue>&)> set = {}; ///< nothing leaves it out

    /// "--max-lr"; "--no-cycle-momentum" for a flag that is on unless it is switched off.
    std::string option(const Policy& defaults) const;
};

namespace detail {

template <class Value> struct FieldTraits {
    using Bare = Value;
    static constexpr bool mayBeLeftOut = false;
};
template <class Value> struct FieldTraits<std::optional<Value>> {
    using Bare = Value;
    static constexpr bool mayBeLeftOut = true;
};

/// What FieldValue holds for a member of this type.
template <class Bare> using Held = std::conditional_t<std::is_enum_v<Bare>, std::string, Bare>;

template <class Bare> FieldValue toField(const Bare& value, const std::vector<std::string>& words) {
    if constexpr (std::is_enum_v<Bare>)
        return words.at(static_cast<std::size_t>(value));
    else
        return value;
}

std::size_t indexOfWord(const std::vector<std::string>& words, const std::string& word);

template <class Bare> Bare fromField(const FieldValue& value, const std::vector<std::string>& words) {
    if constexpr (std::is_enum_v<Bare>)
        return static_cast<Bare>(indexOfWord(words, std::get<std::string>(value)));
    else
        return std::get<Bare>(value);
}

} // namespace detail

/// Ties a description to the member of the policy it describes.
template <class P, class Value> PolicyField field(Value P::*member, PolicyField about) {
    using Traits = detail::FieldTraits<Value>;
    using Bare = typename Traits::Bare;
    about.type = static_cast<FieldType>(FieldValue(detail::Held<Bare>{}).index());
    about.get = [member, words = about.words](const Policy& policy) -> std::optional<FieldValue> {
        const Value& value = std::get<P>(policy).*member;
        if constexpr (Traits::mayBeLeftOut)
            return value ? std::optional(detail::toField(*value, words)) : std::nullopt;
        else
            return detail::toField(value, words);
    };
    about.set = [member, words = about.words](Policy& policy, const std::optional<FieldValue>& value) {
        if constexpr (Traits::mayBeLeftOut) {
            auto& target = std::get<P>(policy).*member;
            value ? void(target = detail::fromField<Bare>(*value, words)) : target.reset();
        } else {
            std::get<P>(policy).*member = detail::fromField<Bare>(value.value(), words);
        }
    };
    return about;
}

/// Descriptions that several policies share.
PolicyField aboutLr();
PolicyField aboutMaxLr();
PolicyField aboutMomentum();
PolicyField aboutFinalMomentum();
PolicyField aboutBaseMomentum(); ///< the lower bound of a momentum that cycles
PolicyField aboutMaxMomentum();
PolicyField aboutWarmup();
PolicyField aboutMinLr();
PolicyField aboutPctStart(const Interval& range);
PolicyField aboutDivFactor();
PolicyField aboutFinalDivFactor(const std::string& of); ///< the learning rate that is divided

} // namespace cyclo
