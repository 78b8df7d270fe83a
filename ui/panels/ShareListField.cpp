// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/ShareListField.h"

#include "ui/models/NumberText.h"

#include <QRegularExpression>
#include <QStringList>

namespace cyclo::ui {

namespace {

/// Nothing if a part is no number.
std::optional<std::vector<double>> sharesFromText(const QString& text) {
    static const QRegularExpression between(QStringLiteral("[,;\\s]+"));
    std::vector<double> shares;
    for (const QString& part : text.split(between, Qt::SkipEmptyParts)) {
        const auto share = numberFromText(part);
        if (!share) return std::nullopt;
        shares.push_back(*share);
    }
    return shares;
}

QString problemOf(const std::vector<double>& shares) {
    double before = 0.0;
    for (const double share : shares) {
        if (!(share > before && share < 1.0))
            return ShareListField::tr("Must be rising shares between 0 and 1, such as 0.5, 0.75.");
        before = share;
    }
    return {};
}

} // namespace

ShareListField::ShareListField(QWidget* parent) : NumberField(parent) {
    setButtonSymbols(NoButtons);
    setSpecialText(tr("none"));
}

void ShareListField::setValue(const std::vector<double>& value) {
    if (isTyping() && value == value_) return; // what is being typed is not thrown away for nothing
    value_ = value;
    showValue();
}

QString ShareListField::problemOfText(const QString& text) const {
    const auto shares = sharesFromText(text);
    return shares ? problemOf(*shares) : tr("“%1” is no list of numbers; write 0.5, 0.75.").arg(text);
}

bool ShareListField::canBeginNumber(const QString& text) const {
    static const QRegularExpression beginning(QStringLiteral("^[0-9.,;eE\\s-]*$"));
    return beginning.match(text).hasMatch();
}

QString ShareListField::problemOfValue() const {
    return problemOf(value_);
}

QString ShareListField::textOfValue() const {
    QStringList shares;
    for (const double share : value_)
        shares.append(exactText(share));
    return shares.join(QStringLiteral(", "));
}

void ShareListField::takeText(const QString& text) {
    change(sharesFromText(text).value_or(value_));
}

void ShareListField::takeUnset() {
    change({});
}

void ShareListField::takeStep(int) {} // a list has no next value

void ShareListField::change(const std::vector<double>& value) {
    const bool changed = value != value_;
    value_ = value;
    showValue();
    if (changed) emit valueChanged(value_);
}

} // namespace cyclo::ui
