// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/NumberText.h"

#include <charconv>
#include <cmath>
#include <string>

namespace cyclo::ui {

namespace {

/// A number taken apart: 0.0316 is digits "316", exponent -2 (of the first digit).
struct Decimal {
    bool negative = false;
    std::string digits;
    int exponent = 0;
};

/// @param text  what to_chars wrote in scientific form: "-3.16e-02"
Decimal takenApart(const std::string& text) {
    Decimal number;
    const auto e = text.find('e');
    for (const char c : text.substr(0, e)) {
        if (c == '-') number.negative = true;
        if (c >= '0' && c <= '9') number.digits += c;
    }
    number.exponent = std::stoi(text.substr(e + 1));
    while (number.digits.size() > 1 && number.digits.back() == '0')
        number.digits.pop_back();
    return number;
}

std::string plain(const Decimal& number) {
    std::string text = number.digits;
    if (number.exponent < 0) {
        text.insert(0, static_cast<std::size_t>(-number.exponent), '0');
        return text.insert(1, 1, '.');
    }
    const auto whole = static_cast<std::size_t>(number.exponent) + 1;
    if (text.size() <= whole)
        text.append(whole - text.size(), '0');
    else
        text.insert(whole, 1, '.');
    return text;
}

std::string withExponent(const Decimal& number) {
    std::string text = number.digits;
    if (text.size() > 1) text.insert(1, 1, '.');
    return text.append(1, 'e').append(std::to_string(number.exponent));
}

QString layOut(const std::string& scientific) {
    const Decimal number = takenApart(scientific);
    const bool readsPlain = number.digits == "0" || (number.exponent >= -3 && number.exponent < 6);
    std::string text = readsPlain ? plain(number) : withExponent(number);
    if (number.negative) text.insert(0, 1, '-');
    return QString::fromStdString(text);
}

std::optional<QString> textOfNonFinite(double value) {
    if (std::isnan(value)) return QStringLiteral("NaN");
    if (std::isinf(value)) return value > 0 ? QStringLiteral("∞") : QStringLiteral("−∞");
    return std::nullopt;
}

} // namespace

QString exactText(double value) {
    if (const auto text = textOfNonFinite(value)) return *text;
    char buffer[64];
    const auto end = std::to_chars(buffer, buffer + sizeof buffer, value, std::chars_format::scientific);
    return layOut({buffer, end.ptr});
}

QString percentText(double fraction) {
    if (const auto text = textOfNonFinite(fraction)) return *text;
    return QString::number(100.0 * fraction, 'f', 2) + QStringLiteral(" %");
}

std::optional<double> numberFromText(const QString& text) {
    QString cleaned = text.trimmed();
    cleaned.replace(QStringLiteral("−"), QStringLiteral("-"));
    // A comma is the decimal point of half the world; with a point beside it, it could be anything.
    if (cleaned.count(QLatin1Char(',')) == 1 && !cleaned.contains(QLatin1Char('.')))
        cleaned.replace(QLatin1Char(','), QLatin1Char('.'));
    if (cleaned.startsWith(QLatin1Char('+'))) cleaned.remove(0, 1);
    const std::string bytes = cleaned.toStdString();
    double value = 0.0;
    const auto end = std::from_chars(bytes.data(), bytes.data() + bytes.size(), value);
    if (end.ec != std::errc() || end.ptr != bytes.data() + bytes.size() || !std::isfinite(value))
        return std::nullopt;
    return value;
}

} // namespace cyclo::ui
