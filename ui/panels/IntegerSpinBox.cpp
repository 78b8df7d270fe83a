// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/IntegerSpinBox.h"

#include "ui/panels/ScientificSpinBox.h"

#include <QRegularExpression>

#include <algorithm>
#include <cmath>

namespace cyclo::ui {

namespace {

constexpr quint64 kLargest = std::numeric_limits<quint64>::max();

std::optional<quint64> wholeNumber(const QString& text) {
    QString digits = text;
    digits.remove(QLatin1Char(' '));
    digits.remove(QLatin1Char(',')); // "13,100"
    bool right = false;
    const quint64 value = digits.toULongLong(&right, 10);
    return right && !digits.startsWith(QLatin1Char('-')) ? std::optional(value) : std::nullopt;
}

} // namespace

IntegerSpinBox::IntegerSpinBox(QWidget* parent) : NumberField(parent) {
    showValue();
}

void IntegerSpinBox::setValue(quint64 value) {
    setOptionalValue(value);
}

void IntegerSpinBox::setOptionalValue(std::optional<quint64> value) {
    if (isTyping() && value == value_) return; // what is being typed is not thrown away for nothing
    value_ = value;
    showValue();
}

void IntegerSpinBox::setRange(quint64 minimum, quint64 maximum) {
    minimum_ = minimum;
    maximum_ = maximum;
    showValue();
}

QString IntegerSpinBox::problemOf(quint64 value) const {
    if (value >= minimum_ && value <= maximum_) return {};
    if (maximum_ == kLargest) return tr("Must be at least %1.").arg(minimum_);
    return tr("Must be from %1 to %2.").arg(minimum_).arg(maximum_);
}

QString IntegerSpinBox::problemOfText(const QString& text) const {
    const auto value = wholeNumber(text);
    if (!value) return tr("“%1” is not a whole number; write digits only.").arg(text);
    return problemOf(*value);
}

bool IntegerSpinBox::canBeginNumber(const QString& text) const {
    static const QRegularExpression beginning(QStringLiteral("^[0-9][0-9, ]*$"));
    return beginning.match(text).hasMatch();
}

QString IntegerSpinBox::problemOfValue() const {
    return value_ ? problemOf(*value_) : QString();
}

QString IntegerSpinBox::textOfValue() const {
    return value_ ? QString::number(*value_) : QString();
}

void IntegerSpinBox::takeText(const QString& text) {
    change(wholeNumber(text));
}

void IntegerSpinBox::takeUnset() {
    change(std::nullopt);
}

void IntegerSpinBox::change(std::optional<quint64> value) {
    const bool changed = value != value_;
    value_ = value;
    showValue();
    if (!changed) return;
    if (value)
        emit valueChanged(*value);
    else
        emit unset();
}

quint64 IntegerSpinBox::stepped(quint64 from, bool up) const {
    switch (stepping_) {
    case Stepping::ByOne:
        if (up) return from == kLargest ? from : from + 1;
        return from == 0 ? 0 : from - 1;
    case Stepping::Doubling:
        if (up) return from > kLargest / 2 ? from : std::max<quint64>(2 * from, 1);
        return from / 2;
    case Stepping::OneTwoFive:
        if (from == 0) return up ? 1 : 0;
        if (from > kLargest / 10) return from; // beyond what a double tells apart, and beyond use
        return static_cast<quint64>(std::floor(nextOneTwoFive(static_cast<double>(from), up)));
    }
    return from;
}

void IntegerSpinBox::takeStep(int steps) {
    // From "not set" the first step goes to the lower end.
    if (!value_) {
        change(minimum_);
        return;
    }
    quint64 value = *value_;
    for (int i = 0; i < std::abs(steps); ++i)
        value = std::clamp(stepped(value, steps > 0), minimum_, maximum_);
    change(value);
}

} // namespace cyclo::ui
