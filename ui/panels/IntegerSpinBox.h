// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/panels/NumberField.h"

#include <limits>
#include <optional>

namespace cyclo::ui {

/// A whole number from 0 to 2^64-1 (a seed fits in full): counts, sizes, seeds.
class IntegerSpinBox : public NumberField {
    Q_OBJECT

public:
    enum class Stepping { ByOne, Doubling, OneTwoFive };

    explicit IntegerSpinBox(QWidget* parent = nullptr);

    quint64 value() const { return value_.value_or(0); } ///< 0 when not set
    std::optional<quint64> optionalValue() const { return value_; }

    /// Shows a value; no signal. A value outside the range is kept and marked as a problem.
    void setValue(quint64 value);
    void setOptionalValue(std::optional<quint64> value);

    void setRange(quint64 minimum, quint64 maximum = std::numeric_limits<quint64>::max());
    void setStepping(Stepping stepping) { stepping_ = stepping; }

signals:
    void valueChanged(quint64 value); ///< by the person, after the end of typing or by a step
    void unset();                     ///< the person emptied the field where that is allowed

protected:
    QString problemOfText(const QString& text) const override;
    bool canBeginNumber(const QString& text) const override;
    QString problemOfValue() const override;
    QString textOfValue() const override;
    void takeText(const QString& text) override;
    void takeUnset() override;
    void takeStep(int steps) override;

private:
    QString problemOf(quint64 value) const;
    quint64 stepped(quint64 from, bool up) const;
    void change(std::optional<quint64> value);

    std::optional<quint64> value_;
    quint64 minimum_ = 0;
    quint64 maximum_ = std::numeric_limits<quint64>::max();
    Stepping stepping_ = Stepping::ByOne;
};

} // namespace cyclo::ui
