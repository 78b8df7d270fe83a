// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/LrSuggestions.h"

#include <QWidget>

class QGridLayout;
class QLabel;
class QPushButton;

namespace cyclo::ui {

/// What the rules say of a range test: our recommendation first, with its reason and a button; then a row for
/// each rule, whose reason is its tooltip.
class CandidateList : public QWidget {
    Q_OBJECT

public:
    explicit CandidateList(QWidget* parent = nullptr);

    void setSuggestions(const LrSuggestions& suggestions);

signals:
    void recommendationUsed(double minLr, double maxLr);
    void candidateUsed(double learningRate); ///< to three digits, as its button says

private:
    void showRecommendation();
    void addCandidate(const QString& name, const std::optional<LrCandidate>& candidate);
    void clearCandidates();

    LrSuggestions suggestions_;
    QWidget* recommendation_ = nullptr;
    QLabel* bounds_ = nullptr;
    QLabel* why_ = nullptr;
    QPushButton* use_ = nullptr;
    QLabel* note_ = nullptr;
    QWidget* rows_ = nullptr;
    QGridLayout* grid_ = nullptr;
};

} // namespace cyclo::ui
