// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/panels/NumberField.h"

#include <optional>

namespace cyclo::ui {

/// A finite real number over many orders of magnitude. Takes "1e-4", "0.01", "5e-4"; steps 1, 2, 5, 10, ...;
/// shows the shortest text that reads back as the same bits, so what was loaded or typed is what is returned.
class ScientificSpinBox : public NumberField {
    Q_OBJECT

public:
    enum class End { Closed, Open }; ///< whether the end of the range itself is allowed

    explicit ScientificSpinBox(QWidget* parent = nullptr);

    double value() const { return value_.value_or(0.0); } ///< 0 when not set
    std::optional<double> optionalValue() const { return value_; }

    /// Shows a value; no signal. A value outside the range is kept and marked as a problem.
    void setValue(double value);
    void setOptionalValue(std::optional<double> value);

    void setMinimum(double minimum, End end = End::Closed);
    void setMaximum(double maximum, End end = End::Closed);
    void clearMaximum();

    /// For values that do not span decades, such as momentum: the arrows add this instead of going 1, 2, 5.
    void setLinearStep(double step);
    /// Where 0 is allowed: the arrows go from 0 to this value and back.
    void setSmallestStep(double smallest) { smallest_ = smallest; }

signals:
    void valueChanged(double value); ///< by the person, after the end of typing or by a step
    void unset();                    ///< the person emptied the field where that is allowed

protected:
    QString problemOfText(const QString& text) const override;
    bool canBeginNumber(const QString& text) const override;
    QString problemOfValue() const override;
    QString textOfValue() const override;
    void takeText(const QString& text) override;
    void takeUnset() override;
    void takeStep(int steps) override;

private:
    QString problemOf(double value) const; ///< against the range; empty if inside
    bool isInside(double value) const;
    double stepped(double from, bool up) const;
    void change(std::optional<double> value);

    std::optional<double> value_;
    std::optional<double> minimum_;
    std::optional<double> maximum_;
    End minimumEnd_ = End::Closed;
    End maximumEnd_ = End::Closed;
    std::optional<double> linearStep_;
    double smallest_ = 1e-6;
};

/// The next of ..., 1, 2, 5, 10, 20, ... above `value` (below, when not up), which is not itself returned.
/// @param value  > 0
double nextOneTwoFive(double value, bool up);

} // namespace cyclo::ui
