// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/CandidateList.h"

#include "core/analysis/SignificantDigits.h"
#include "ui/models/NumberText.h"
#include "ui/panels/WrappedLabel.h"
#include "ui/theme/Numbers.h"

#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

namespace cyclo::ui {

namespace {

constexpr int kBetweenCandidates = 8;

} // namespace

CandidateList::CandidateList(QWidget* parent) : QWidget(parent) {
    recommendation_ = new QWidget;
    bounds_ = wrappedLabel("heading");
    why_ = wrappedLabel("note");
    use_ = new QPushButton(tr("Use"));
    use_->setToolTip(tr("Takes both bounds as your picks"));
    use_->setAccessibleName(tr("Use the recommended bounds"));
    auto* block = new QGridLayout(recommendation_);
    block->setContentsMargins(0, 0, 0, 0);
    block->setHorizontalSpacing(kBetweenCandidates);
    block->setVerticalSpacing(kBetweenCandidates / 2);
    block->setColumnStretch(0, 1);
    block->addWidget(bounds_, 0, 0);
    block->addWidget(use_, 0, 1);
    block->addWidget(why_, 1, 0, 1, 2);

    note_ = wrappedLabel("note");
    rows_ = new QWidget;
    grid_ = new QGridLayout(rows_);
    grid_->setContentsMargins(0, 0, 0, 0);
    grid_->setVerticalSpacing(0);
    grid_->setColumnStretch(0, 1);

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(kBetweenCandidates);
    for (QWidget* part : {recommendation_, static_cast<QWidget*>(note_), rows_})
        column->addWidget(part);

    connect(use_, &QPushButton::clicked, this, [this] {
        const LrRecommendation bounds = *suggestions_.recommended;
        emit recommendationUsed(bounds.minLr, bounds.maxLr);
    });
    setSuggestions({});
}

void CandidateList::setSuggestions(const LrSuggestions& suggestions) {
    suggestions_ = suggestions;
    showRecommendation();
    clearCandidates();
    addCandidate(tr("steepest"), suggestions.steepest);
    addCandidate(tr("valley"), suggestions.valley);
    addCandidate(tr("minimum ÷ 10"), suggestions.minimumTenth);
    addCandidate(tr("slide"), suggestions.slide);

    const bool silent = !suggestions.recommended && grid_->count() == 0 && suggestions.note.empty();
    note_->setText(silent ? tr("A range test puts its candidates here.")
                          : QString::fromStdString(suggestions.note));
    note_->setVisible(!note_->text().isEmpty());
    rows_->setVisible(grid_->count() > 0);
}

void CandidateList::showRecommendation() {
    recommendation_->setVisible(suggestions_.recommended.has_value());
    if (!suggestions_.recommended) return;
    const LrRecommendation& bounds = *suggestions_.recommended;
    bounds_->setText(tr("recommended\n%1 – %2").arg(formatShort(bounds.minLr), formatShort(bounds.maxLr)));
    bounds_->setToolTip(tr("Our recommendation: base LR %1, max LR %2")
                            .arg(exactText(bounds.minLr), exactText(bounds.maxLr)));
    QString why = QString::fromStdString(bounds.why);
    if (bounds.interval)
        why += tr(". The noise of the losses leaves max LR between %1 and %2")
                   .arg(formatShort(bounds.interval->low), formatShort(bounds.interval->high));
    why_->setText(why);
}

void CandidateList::addCandidate(const QString& name, const std::optional<LrCandidate>& candidate) {
    if (!candidate) return;
    const QString why = QString::fromStdString(candidate->why);
    auto* label = new QLabel(name);
    label->setToolTip(why);
    auto* button = new QToolButton;
    const double rate = roundedToDigits(candidate->learningRate);
    button->setText(formatNumber(rate));
    button->setToolTip(tr("%1\nPress to take %2 as max LR.").arg(why, exactText(rate)));
    button->setAccessibleName(tr("Use %1, %2").arg(name, button->text()));
    button->setAccessibleDescription(why);
    button->setAutoRaise(true);
    button->setCursor(Qt::PointingHandCursor);
    button->setFocusPolicy(Qt::StrongFocus);
    label->setBuddy(button);
    const int row = grid_->rowCount();
    grid_->addWidget(label, row, 0);
    grid_->addWidget(button, row, 1, Qt::AlignRight);
    connect(button, &QToolButton::clicked, this, [this, rate] { emit candidateUsed(rate); });
}

void CandidateList::clearCandidates() {
    while (QLayoutItem* item = grid_->takeAt(0)) {
        // Later: the click that led here may be this button's own.
        item->widget()->hide();
        item->widget()->deleteLater();
        delete item;
    }
}

} // namespace cyclo::ui
