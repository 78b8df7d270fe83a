// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/LrSuggestions.h"
#include "core/analysis/RangeCurve.h"
#include "core/experiments/ExperimentConfig.h"
#include "ui/panels/Panel.h"

#include <optional>

class QCheckBox;
class QComboBox;
class QLabel;

namespace cyclo::ui {

class CandidateList;
class IntegerSpinBox;
class ScientificSpinBox;

/// Edits the range test of an experiment, with momentum, weight decay, batch size, the loss that is judged
/// and the curvature under "More"; shows what was picked on its curve and what the rules say of it.
class FinderPanel : public Panel {
    Q_OBJECT

public:
    explicit FinderPanel(QWidget* parent = nullptr);

    ExperimentConfig config() const { return config_; }
    void setConfig(const ExperimentConfig& config); ///< no signal

    /// The picks as they stand; no signal. Empty: not picked.
    void setPicks(std::optional<double> maxLr, std::optional<double> minLr);
    void setSuggestions(const LrSuggestions& suggestions); ///< a default value empties the list
    void setPrice(const QString& sentence);     ///< of the loss that is judged; empty: nothing to say
    void setCurvature(const QString& sentence); ///< that was measured; empty: it was not

signals:
    void configChanged(const cyclo::ExperimentConfig& config);
    void maxLrEdited(double learningRate); ///< the person set the pick by number
    void minLrEdited(double learningRate);
    void recommendationUsed(double minLr, double maxLr);   ///< the person pressed "Use"
    void candidateUsed(double learningRate);               ///< the person pressed a rule's row: as max LR
    void smoothingChosen(cyclo::CurveSmoothing smoothing); ///< of the curve that is shown

private:
    void createFields();
    void createMoreFields();
    void createPicks();
    void connectSignals();
    void show();
    void checkBounds();
    void checkPicks();
    template <typename Change> void edit(Change change);

    ExperimentConfig config_;
    std::optional<double> pickedMaxLr_;
    std::optional<double> pickedMinLr_;
    ScientificSpinBox* lrMin_ = nullptr;
    ScientificSpinBox* lrMax_ = nullptr;
    IntegerSpinBox* steps_ = nullptr;
    IntegerSpinBox* seeds_ = nullptr;
    QComboBox* ramp_ = nullptr;
    QComboBox* loss_ = nullptr;
    QLabel* price_ = nullptr;
    QComboBox* smoothing_ = nullptr;
    QCheckBox* hessian_ = nullptr;
    QLabel* curvature_ = nullptr;
    ScientificSpinBox* momentum_ = nullptr;
    ScientificSpinBox* finalMomentum_ = nullptr;
    ScientificSpinBox* weightDecay_ = nullptr;
    IntegerSpinBox* batchSize_ = nullptr;
    ScientificSpinBox* maxLr_ = nullptr;
    ScientificSpinBox* minLr_ = nullptr;
    CandidateList* candidates_ = nullptr;
};

} // namespace cyclo::ui
