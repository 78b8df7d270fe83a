// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractSpinBox>
#include <QString>

namespace cyclo::ui {

/// What the number fields of the panels share. A field holds a value; its text only shows it. Typing changes
/// the value when it is finished (Return, leaving the field, an arrow, or a shortcut that nobody claims), so
/// that "1" on the way to "1e-4" reaches nobody. Text that is no possible value leaves the value as it was,
/// is outlined, and is explained by one sentence in problem(). Esc brings the value back. The wheel turns
/// only a field that has the focus.
class NumberField : public QAbstractSpinBox {
    Q_OBJECT
    Q_PROPERTY(QString problem READ problem NOTIFY problemChanged)

public:
    explicit NumberField(QWidget* parent = nullptr);

    QString problem() const; ///< one sentence; empty if text and value are right
    /// A problem found outside, between this value and others ("must lie above the base LR"). Stays until set
    /// again; the field's own problem comes first.
    void setOuterProblem(const QString& problem);

    void setUnit(const QString& unit);        ///< shown behind the number ("steps")
    void setSpecialText(const QString& text); ///< allows "not set", shown as this word ("auto")
    bool allowsUnset() const { return !specialText_.isEmpty(); }

    bool isTyping() const { return typing_; }
    void commit(); ///< takes over what is typed; called by the field itself at the end of typing
    void revert(); ///< throws away what is typed

    void stepBy(int steps) override;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void problemChanged(const QString& problem);

protected:
    /// @param text  without unit and blanks, not empty. @return one sentence; empty if it is a possible value
    virtual QString problemOfText(const QString& text) const = 0;
    virtual bool canBeginNumber(const QString& text) const = 0; ///< could more typing make it a number
    virtual QString problemOfValue() const = 0;                 ///< of the value as it stands
    virtual QString textOfValue() const = 0;                    ///< without unit; empty when not set
    virtual void takeText(const QString& text) = 0;             ///< a text without problem becomes the value
    virtual void takeUnset() = 0;
    virtual void takeStep(int steps) = 0; ///< up for positive `steps`; stays inside the range

    void showValue(); ///< after the value changed: text and problem follow

    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    StepEnabled stepEnabled() const override;

private:
    QString typedNumber() const; ///< the text without unit and blanks
    void setOwnProblem(const QString& problem);
    void announceProblem();
    void watchTyping();

    QString unit_;
    QString specialText_;
    QString ownProblem_;
    QString outerProblem_;
    bool typing_ = false;
};

} // namespace cyclo::ui
