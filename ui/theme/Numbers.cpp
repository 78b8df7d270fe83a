// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/Numbers.h"

#include "core/schedules/NumberText.h"

#include <QLocale>

#include <algorithm>
#include <cmath>

namespace cyclo::ui {
namespace {

constexpr int kSignificant = 3;

QLocale screenLocale() { // the same on every desktop: numbers on screen and in files must look alike
    return QLocale(QLocale::English, QLocale::UnitedStates);
}

QString notANumber(double value) {
    if (std::isnan(value)) return QStringLiteral("NaN");
    return value > 0 ? QStringLiteral("\u221e") : QStringLiteral("-\u221e");
}

void dropTrailingZeros(QString& fraction) {
    if (!fraction.contains(QLatin1Char('.'))) return;
    while (fraction.endsWith(QLatin1Char('0')))
        fraction.chop(1);
    if (fraction.endsWith(QLatin1Char('.'))) fraction.chop(1);
}

QString scientific(double value) {
    const QString text = QString::number(value, 'e', kSignificant - 1); // 3.20e-04
    const auto split = text.indexOf(QLatin1Char('e'));
    QString mantissa = text.left(split);
    dropTrailingZeros(mantissa);
    return mantissa + QLatin1Char('e') + QString::number(text.mid(split + 1).toInt());
}

QString rounded(double value) {
    if (!std::isfinite(value)) return notANumber(value);
    if (value == 0.0) return QStringLiteral("0");
    // The exponent after rounding to three digits: 999.96 is 1,000.
    const QString probe = QString::number(std::abs(value), 'e', kSignificant - 1);
    const int exponent = probe.mid(probe.indexOf(QLatin1Char('e')) + 1).toInt();
    if (exponent < -3 || exponent >= 6) return scientific(value);
    const int decimals = std::max(0, kSignificant - 1 - exponent);
    return screenLocale().toString(value, 'f', decimals);
}

} // namespace

QString formatNumber(double value) {
    return rounded(value);
}

QString formatShort(double value) {
    QString text = rounded(value);
    if (!text.contains(QLatin1Char('e'))) dropTrailingZeros(text);
    return text;
}

QString formatFull(double value) {
    return QString::fromStdString(cyclo::exactText(value));
}

QString formatCount(long long value) {
    return screenLocale().toString(value);
}

} // namespace cyclo::ui
