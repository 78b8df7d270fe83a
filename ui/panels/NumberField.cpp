// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/NumberField.h"

#include "ui/theme/Palette.h"

#include <QFontMetrics>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPainter>
#include <QStyle>
#include <QStyleOptionSpinBox>
#include <QWheelEvent>

namespace cyclo::ui {

namespace {

constexpr int kWidthInDigits = 11; ///< room for "-1.2345e-10"

} // namespace

NumberField::NumberField(QWidget* parent) : QAbstractSpinBox(parent) {
    setFocusPolicy(Qt::StrongFocus); // not the wheel: a scrolled panel must not change its values
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(lineEdit(), &QLineEdit::textEdited, this, &NumberField::watchTyping);
}

QString NumberField::problem() const {
    return ownProblem_.isEmpty() ? outerProblem_ : ownProblem_;
}

void NumberField::setOuterProblem(const QString& problem) {
    if (outerProblem_ == problem) return;
    outerProblem_ = problem;
    announceProblem();
}

void NumberField::setOwnProblem(const QString& problem) {
    if (ownProblem_ == problem) return;
    ownProblem_ = problem;
    announceProblem();
}

void NumberField::announceProblem() {
    setAccessibleDescription(problem());
    update();
    emit problemChanged(problem());
}

void NumberField::setUnit(const QString& unit) {
    unit_ = unit;
    showValue();
}

void NumberField::setSpecialText(const QString& text) {
    specialText_ = text;
    lineEdit()->setPlaceholderText(text);
    showValue();
}

void NumberField::showValue() {
    typing_ = false;
    const QString number = textOfValue();
    const QString text = number.isEmpty() || unit_.isEmpty() ? number : number + QLatin1Char(' ') + unit_;
    if (lineEdit()->text() != text) {
        lineEdit()->setText(text);
        if (!hasFocus()) lineEdit()->setCursorPosition(0); // of a long number the first digits say most
    }
    setOwnProblem(problemOfValue());
}

QString NumberField::typedNumber() const {
    QString text = lineEdit()->text().trimmed();
    if (!unit_.isEmpty() && text.endsWith(unit_)) text.chop(unit_.size());
    return text.trimmed();
}

/// Marks at once only what no further typing can mend: "1e" is on its way to 1e-4, "abc" is not.
void NumberField::watchTyping() {
    typing_ = true;
    const QString text = typedNumber();
    const bool canBecomeRight = text.isEmpty() || canBeginNumber(text);
    setOwnProblem(canBecomeRight ? QString() : problemOfText(text));
}

void NumberField::commit() {
    if (!typing_) return;
    typing_ = false;
    const QString text = typedNumber();
    const bool meansUnset =
        text.isEmpty() || (allowsUnset() && text.compare(specialText_, Qt::CaseInsensitive) == 0);
    if (meansUnset && allowsUnset()) {
        takeUnset();
        return;
    }
    const QString problem = text.isEmpty() ? tr("A number is needed here.") : problemOfText(text);
    if (problem.isEmpty())
        takeText(text);
    else
        setOwnProblem(problem); // the wrong text stays where the person can mend it
}

void NumberField::revert() {
    showValue();
}

void NumberField::stepBy(int steps) {
    commit();
    takeStep(steps);
    lineEdit()->selectAll();
}

QAbstractSpinBox::StepEnabled NumberField::stepEnabled() const {
    return isReadOnly() ? StepNone : StepUpEnabled | StepDownEnabled;
}

bool NumberField::event(QEvent* event) {
    if (event->type() != QEvent::ShortcutOverride) return QAbstractSpinBox::event(event);
    const bool result = QAbstractSpinBox::event(event);
    // A key that the line does not want is about to become a shortcut, such as Run: it must see what was
    // typed.
    if (!event->isAccepted() && static_cast<QKeyEvent*>(event)->key() != Qt::Key_Escape) commit();
    return result;
}

void NumberField::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape && (typing_ || !ownProblem_.isEmpty())) {
        revert();
        lineEdit()->selectAll();
        return;
    }
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        commit();
        lineEdit()->selectAll();
        emit editingFinished();
        return;
    }
    QAbstractSpinBox::keyPressEvent(event);
}

void NumberField::wheelEvent(QWheelEvent* event) {
    if (hasFocus())
        QAbstractSpinBox::wheelEvent(event);
    else
        event->ignore();
}

void NumberField::focusInEvent(QFocusEvent* event) {
    QAbstractSpinBox::focusInEvent(event);
    lineEdit()->setSelection(0, static_cast<int>(typedNumber().size()));
}

void NumberField::focusOutEvent(QFocusEvent* event) {
    commit();
    QAbstractSpinBox::focusOutEvent(event);
}

void NumberField::paintEvent(QPaintEvent* event) {
    QAbstractSpinBox::paintEvent(event);
    if (problem().isEmpty()) return;
    QPainter painter(this);
    painter.setPen(QPen(inkColour(Ink::Pick, toneOf(palette())), 2));
    painter.drawRect(rect().adjusted(1, 1, -1, -1));
}

QSize NumberField::sizeHint() const {
    QStyleOptionSpinBox option;
    initStyleOption(&option);
    const QFontMetrics metrics(font());
    const QSize content(metrics.horizontalAdvance(QLatin1Char('0')) * kWidthInDigits,
                        lineEdit()->sizeHint().height());
    return style()->sizeFromContents(QStyle::CT_SpinBox, &option, content, this);
}

QSize NumberField::minimumSizeHint() const {
    return sizeHint();
}

} // namespace cyclo::ui
