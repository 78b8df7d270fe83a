// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/ScientificSpinBox.h"

#include "core/analysis/SignificantDigits.h"
#include "ui/models/NumberText.h"

#include <QRegularExpression>

#include <cmath>
#include <cstdlib>

namespace cyclo::ui {

namespace {

/// 10^exponent as the decimal text reads, so that 3·10^-5 is the same number as "3e-5".
double decimal(int digit, int exponent) {
    return *numberFromText(QStringLiteral("%1e%2").arg(digit).arg(exponent));
}

constexpr int kLowestExponent = -300;
constexpr int kHighestExponent = 300;

} // namespace

double nextOneTwoFive(double value, bool up) {
    const int exponent = static_cast<int>(std::floor(std::log10(value)));
    if (exponent <= kLowestExponent || exponent >= kHighestExponent) return value;
    std::optional<double> below;
    for (int e = exponent - 1; e <= exponent + 1; ++e) {
        for (const int digit : {1, 2, 5}) {
            const double candidate = decimal(digit, e);
            if (up && candidate > value) return candidate;
            if (candidate < value) below = candidate;
        }
    }
    return *below; // 5·10^(exponent-1) and smaller lie below every value of this decade
}

ScientificSpinBox::ScientificSpinBox(QWidget* parent) : NumberField(parent) {
    showValue();
}

void ScientificSpinBox::setValue(double value) {
    setOptionalValue(value);
}

void ScientificSpinBox::setOptionalValue(std::optional<double> value) {
    if (isTyping() && value == value_) return; // what is being typed is not thrown away for nothing
    value_ = value;
    showValue();
}

void ScientificSpinBox::setMinimum(double minimum, End end) {
    minimum_ = minimum;
    minimumEnd_ = end;
    showValue();
}

void ScientificSpinBox::setMaximum(double maximum, End end) {
    maximum_ = maximum;
    maximumEnd_ = end;
    showValue();
}

void ScientificSpinBox::clearMaximum() {
    maximum_.reset();
    showValue();
}

void ScientificSpinBox::setLinearStep(double step) {
    linearStep_ = step;
}

bool ScientificSpinBox::isInside(double value) const {
    if (!std::isfinite(value)) return false;
    if (minimum_ && (minimumEnd_ == End::Open ? value <= *minimum_ : value < *minimum_)) return false;
    return !maximum_ || (maximumEnd_ == End::Open ? value < *maximum_ : value <= *maximum_);
}

QString ScientificSpinBox::problemOf(double value) const {
    if (isInside(value)) return {};
    if (!std::isfinite(value)) return tr("A finite number is needed here.");
    const QString lowest = minimum_ ? exactText(*minimum_) : QString();
    const QString highest = maximum_ ? exactText(*maximum_) : QString();
    const QString least =
        minimumEnd_ == End::Open ? tr("above %1").arg(lowest) : tr("at least %1").arg(lowest);
    const QString most =
        maximumEnd_ == End::Open ? tr("below %1").arg(highest) : tr("at most %1").arg(highest);
    if (minimum_ && maximum_) return tr("Must be %1 and %2.").arg(least, most);
    return tr("Must be %1.").arg(minimum_ ? least : most);
}

QString ScientificSpinBox::problemOfText(const QString& text) const {
    const auto value = numberFromText(text);
    if (!value) return tr("“%1” is not a number; write 0.01 or 1e-4.").arg(text);
    return problemOf(*value);
}

bool ScientificSpinBox::canBeginNumber(const QString& text) const {
    static const QRegularExpression beginning(QStringLiteral("^[+−-]?[0-9]*[.,]?[0-9]*([eE][+-]?[0-9]*)?$"));
    return beginning.match(text).hasMatch();
}

QString ScientificSpinBox::problemOfValue() const {
    return value_ ? problemOf(*value_) : QString();
}

QString ScientificSpinBox::textOfValue() const {
    return value_ ? exactText(*value_) : QString();
}

void ScientificSpinBox::takeText(const QString& text) {
    change(numberFromText(text));
}

void ScientificSpinBox::takeUnset() {
    change(std::nullopt);
}

void ScientificSpinBox::change(std::optional<double> value) {
    const bool changed = value != value_;
    value_ = value;
    showValue();
    if (!changed) return;
    if (value)
        emit valueChanged(*value);
    else
        emit unset();
}

double ScientificSpinBox::stepped(double from, bool up) const {
    if (linearStep_) {
        // Through decimal text, so that 0.95 + 0.01 is the number that "0.96" reads as.
        const double sum = from + (up ? *linearStep_ : -*linearStep_);
        return roundedToDigits(std::round(sum / *linearStep_) * *linearStep_, 12);
    }
    if (from == 0.0) return up ? smallest_ : -smallest_;
    const bool grows = (from > 0.0) == up;
    if (!grows && std::abs(from) <= smallest_ && isInside(0.0)) return 0.0;
    return std::copysign(nextOneTwoFive(std::abs(from), grows), from);
}

void ScientificSpinBox::takeStep(int steps) {
    // From "not set" the first step goes to the lower end, or to the smallest step where there is none.
    if (!value_) {
        const double start = minimum_ && isInside(*minimum_) && *minimum_ != 0.0 ? *minimum_ : smallest_;
        if (isInside(start)) change(start);
        return;
    }
    double value = *value_;
    for (int i = 0; i < std::abs(steps); ++i) {
        const double next = stepped(value, steps > 0);
        if (!isInside(next)) break;
        value = next;
    }
    change(value);
}

} // namespace cyclo::ui
