// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/panels/NumberField.h"

#include <optional>
#include <vector>

namespace cyclo::ui {

/// Shares of a whole in rising order, written "0.5, 0.75"; may be none.
class ShareListField : public NumberField {
    Q_OBJECT

public:
    explicit ShareListField(QWidget* parent = nullptr);

    const std::vector<double>& value() const { return value_; }
    void setValue(const std::vector<double>& value); ///< shows a value; no signal

signals:
    void valueChanged(const std::vector<double>& value); ///< by the person, after the end of typing

protected:
    QString problemOfText(const QString& text) const override;
    bool canBeginNumber(const QString& text) const override;
    QString problemOfValue() const override;
    QString textOfValue() const override;
    void takeText(const QString& text) override;
    void takeUnset() override;
    void takeStep(int steps) override;
    StepEnabled stepEnabled() const override { return StepNone; }

private:
    void change(const std::vector<double>& value);

    std::vector<double> value_;
};

} // namespace cyclo::ui
