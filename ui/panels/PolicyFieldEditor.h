// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schedules/PolicyField.h"

#include <QObject>

class QWidget;

namespace cyclo::ui {

class NumberField;

/// The widget for one setting of a policy, made from its description. Policies that have a setting of the
/// same key share the widget: it is told which of them is shown.
class PolicyFieldEditor : public QObject {
    Q_OBJECT

public:
    /// What a person did: a value, or nothing for "left out". No signal, as moc would ask values to have an
    /// order.
    using Edited = std::function<void(const std::optional<FieldValue>&)>;

    PolicyFieldEditor(FieldType type, Edited edited, QObject* parent);

    QWidget* widget() const { return widget_; }     ///< belongs to whoever lays it out
    NumberField* number() const { return number_; } ///< the widget, where it is one; else nothing

    /// No signal. @param field  one of policyKinds()
    void show(const PolicyField& field, const std::optional<FieldValue>& value);

signals:
    void refused(const QString& sentence); ///< what a person chose is no value

private:
    void createNumber();
    void createCount();
    void createFlag();
    void createWord();
    void createShares();
    void createPhases();
    void openPhases();

    Edited edited_;
    QWidget* widget_ = nullptr;
    NumberField* number_ = nullptr;
    const PolicyField* described_ = nullptr;           ///< whose range and words the widget has
    std::function<void(const PolicyField&)> describe_; ///< takes them over
    std::function<void(const std::optional<FieldValue>&)> show_;
};

} // namespace cyclo::ui
