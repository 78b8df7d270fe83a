// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/data/DataSpec.h"

#include <algorithm>
#include <charconv>
#include <stdexcept>

namespace cyclo {

namespace {

std::string listOf(const std::vector<std::string>& words) {
    std::string text;
    for (const auto& word : words)
        text += (text.empty() ? "" : ", ") + word;
    return text;
}

const DataKind* kindNamed(const std::string& name) {
    const auto& kinds = dataKinds();
    const auto found = std::ranges::find(kinds, name, &DataKind::name);
    return found == kinds.end() ? nullptr : &*found;
}

std::string decoded(std::string value) {
    for (const auto& [code, letter] : {std::pair{"%26", "&"}, std::pair{"%25", "%"}})
        for (auto at = value.find(code); at != std::string::npos; at = value.find(code, at + 1))
            value.replace(at, 3, letter);
    return value;
}

std::string encoded(const std::string& value) {
    std::string text;
    for (char c : value)
        text += c == '%' ? "%25" : c == '&' ? "%26" : std::string(1, c);
    return text;
}

void splitOptions(DataSpec& spec, const std::string& text) {
    for (std::size_t from = 0; from <= text.size();) {
        const auto end = std::min(text.find('&', from), text.size());
        const std::string assignment = text.substr(from, end - from);
        const auto equals = std::min(assignment.find('='), assignment.size());
        const auto value = equals < assignment.size() ? assignment.substr(equals + 1) : "";
        if (!spec.options.emplace(assignment.substr(0, equals), decoded(value)).second)
            throw std::invalid_argument("data set " + spec.kind + " has its option " +
                                        assignment.substr(0, equals) + " twice");
        from = end + 1;
    }
}

void checkOptions(const DataSpec& spec, const DataKind& kind) {
    for (const auto& [name, value] : spec.options) {
        if (std::ranges::find(kind.options, name, &DataOptionHelp::name) != kind.options.end()) continue;
        std::vector<std::string> known;
        for (const auto& option : kind.options)
            known.push_back(option.name);
        throw std::invalid_argument("data set " + kind.name + " has no option '" + name +
                                    "'; options are written NAME=VALUE, and there are " + listOf(known));
    }
}

[[noreturn]] void refuseOption(const DataSpec& spec, const std::string& name, const std::string& right) {
    throw std::invalid_argument("data set " + spec.kind + ": " + name + " must be " + right + ", got '" +
                                spec.options.at(name) + "'");
}

template <class Value>
Value valueOption(const DataSpec& spec, const std::string& name, Value byDefault, Value from, Value to,
                  const std::string& right) {
    const auto found = spec.options.find(name);
    if (found == spec.options.end()) return byDefault;
    const std::string& text = found->second;
    Value value{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    // Written so that NaN is refused.
    if (error != std::errc{} || end != text.data() + text.size() || !(value >= from && value <= to))
        refuseOption(spec, name, right);
    return value;
}

} // namespace

const std::vector<DataKind>& dataKinds() {
    static const DataOptionHelp noise{"noise", "standard deviation of the points, 0 to 10, default 0.1"};
    static const DataOptionHelp count{"count", "points of both splits together, 10 to 1000000, default 2000"};
    static const DataOptionHelp classes{"classes", "2 to 10, default 3"};
    static const std::vector<DataKind> kinds{
        {"glyphs",
         "",
         {},
         "built in: handwritten-like digits drawn from the seed, 28×28 grey, 10 classes, 20000 + 4000"},
        {"moons", "", {noise, count}, "built in: points of two interleaved half circles, 2 features"},
        {"circles", "", {noise, count}, "built in: points of two circles around each other, 2 features"},
        {"spirals", "", {noise, count, classes}, "built in: points of spiral arms, 2 features"},
        {"blobs", "", {noise, count, classes}, "built in: points around centres on a circle, 2 features"},
        {"mnist", "DIR", {}, "MNIST digits, 28×28 grey, 10 classes: IDX files, plain, .gz or .xz"},
        {"fashion", "DIR", {}, "Fashion-MNIST, 28×28 grey, 10 classes: IDX files, plain, .gz or .xz"},
        {"cifar10",
         "DIR",
         {},
         "CIFAR-10, 32×32 colour, 10 classes: the binary files, plain, .gz or .xz, or "
         "cifar-10-binary.tar.gz"},
        {"cifar100",
         "DIR",
         {},
         "CIFAR-100, 32×32 colour, 100 classes: the binary files, plain, .gz or .xz, or "
         "cifar-100-binary.tar.gz"},
        {"images",
         "DIR",
         {{"size", "height and width, 4 to 1024; default: that of the images if all are equal squares up to "
                   "256, else 64"}},
         "JPEG and PNG images, one folder per class, also under train and test or val; of any size, resized"},
        {"csv",
         "FILE?target=NAME",
         {{"target", "column to learn: name, number from 1, or last; several with commas"},
          {"test", "table with the test rows, beside the file; default: a seeded fifth of the rows"},
          {"task", "auto (text and whole numbers are classes), classes or regression"},
          {"header", "whether the first line holds names: auto, yes or no"}},
         "table of numbers and words, separated by comma, semicolon or tab, plain, .gz or .xz"},
    };
    return kinds;
}

std::string specOf(const DataKind& kind) {
    return kind.place.empty() ? kind.name : kind.name + ":" + kind.place;
}

std::vector<DataOptionHelp> furtherOptions(const DataKind& kind) {
    std::vector<DataOptionHelp> options;
    for (const auto& option : kind.options)
        if (kind.place.find("?" + option.name + "=") == std::string::npos) options.push_back(option);
    return options;
}

std::string specWithOptions(const DataKind& kind) {
    const std::string spec = specOf(kind);
    std::string options;
    char separator = spec.find('?') == std::string::npos ? '?' : '&';
    for (const auto& option : furtherOptions(kind)) {
        options += separator + option.name + "=";
        separator = '&';
    }
    return options.empty() ? spec : spec + "[" + options + "]";
}

DataSpec splitDataSpec(const std::string& text) {
    DataSpec spec;
    spec.kind = text.substr(0, text.find_first_of(":?"));
    const DataKind* kind = kindNamed(spec.kind);
    if (!kind) return {.kind = text, .place = {}, .options = {}};
    std::string rest = text.substr(spec.kind.size());
    // The last '?': a file name may have one, an option's value has none.
    if (const auto question = rest.rfind('?'); question != std::string::npos && !kind->options.empty()) {
        splitOptions(spec, rest.substr(question + 1));
        rest.resize(question);
    }
    spec.place = rest.empty() ? "" : rest.substr(1);
    return spec;
}

DataSpec parseDataSpec(const std::string& text) {
    DataSpec spec = splitDataSpec(text);
    const DataKind* kind = kindNamed(spec.kind);
    if (!kind) {
        std::vector<std::string> known;
        for (const auto& other : dataKinds())
            known.push_back(specOf(other));
        throw std::invalid_argument("data set '" + text + "' does not exist; there are " + listOf(known));
    }
    checkOptions(spec, *kind);
    if (kind->place.empty() != spec.place.empty())
        throw std::invalid_argument("data set '" + text + "' is written " + specOf(*kind));
    return spec;
}

std::string toString(const DataSpec& spec) {
    std::string text = spec.kind;
    const DataKind* kind = kindNamed(spec.kind);
    if (kind && !kind->place.empty()) text += ":" + spec.place;
    char separator = '?';
    for (const auto& [name, value] : spec.options) {
        text += separator + name + "=" + encoded(value);
        separator = '&';
    }
    return text;
}

double numberOption(const DataSpec& spec, const std::string& name, double byDefault, double from, double to) {
    const auto shown = [](double value) {
        std::string text = std::to_string(value);
        text.erase(text.find_last_not_of('0') + 1);
        return text.back() == '.' ? text.substr(0, text.size() - 1) : text;
    };
    return valueOption(spec, name, byDefault, from, to, "a number from " + shown(from) + " to " + shown(to));
}

std::int64_t countOption(const DataSpec& spec, const std::string& name, std::int64_t byDefault,
                         std::int64_t from, std::int64_t to) {
    return valueOption(spec, name, byDefault, from, to,
                       "a whole number from " + std::to_string(from) + " to " + std::to_string(to));
}

std::string wordOption(const DataSpec& spec, const std::string& name, const std::string& byDefault,
                       const std::vector<std::string>& words) {
    const auto found = spec.options.find(name);
    if (found == spec.options.end()) return byDefault;
    if (std::ranges::find(words, found->second) == words.end())
        refuseOption(spec, name, "one of " + listOf(words));
    return found->second;
}

} // namespace cyclo
