// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/RunStatusBar.h"

#include "ui/theme/Numbers.h"

#include <QLabel>
#include <QProgressBar>
#include <QStringList>

namespace cyclo::ui {

namespace {

constexpr int kStatusBarHeight = 26;

} // namespace

RunStatusBar::RunStatusBar(QWidget* parent)
    : QStatusBar(parent),
      idle_(new QLabel(this)),
      bar_(new QProgressBar(this)),
      step_(new QLabel(this)),
      rate_(new QLabel(this)),
      left_(new QLabel(this)),
      learningRate_(new QLabel(this)),
      momentum_(new QLabel(this)) {
    setFixedHeight(kStatusBarHeight);
    setSizeGripEnabled(false);
    setContentsMargins(8, 0, 8, 0);
    bar_->setFixedWidth(104);
    bar_->setFixedHeight(8);
    bar_->setTextVisible(false);
    bar_->setRange(0, 1000);
    // Widths that hold the widest text, so that numbers do not push each other about.
    const struct {
        QLabel* label;
        const char* widest;
    } cells[] = {{step_, "step 000,000 / 000,000"},
                 {rate_, "000,000 images/s"},
                 {left_, "0:00:00 left"},
                 {learningRate_, "LR 0.000000"},
                 {momentum_, "momentum 0.000"}};
    addWidget(idle_, 1);
    addWidget(bar_);
    for (const auto& cell : cells) {
        cell.label->setMinimumWidth(fontMetrics().horizontalAdvance(QLatin1String(cell.widest)));
        addWidget(cell.label);
    }
    showIdle({});
}

void RunStatusBar::setRunning(bool running) {
    idle_->setVisible(!running);
    bar_->setVisible(running);
    for (QLabel* label : {step_, rate_, left_, learningRate_, momentum_})
        label->setVisible(running);
}

void RunStatusBar::showProgress(const RunProgress& progress) {
    setRunning(true);
    bar_->setValue(qRound(progress.share() * 1000.0));
    step_->setText(tr("step %1 / %2").arg(formatCount(progress.stepsDone), formatCount(progress.totalSteps)));
    const bool known = progress.imagesPerSecond > 0.0;
    rate_->setText(known ? tr("%1 images/s").arg(formatCount(qRound64(progress.imagesPerSecond)))
                         : QString());
    left_->setText(progress.secondsLeft ? tr("%1 left").arg(clockText(*progress.secondsLeft)) : QString());
    learningRate_->setText(tr("LR %1").arg(formatNumber(progress.learningRate)));
    momentum_->setText(tr("momentum %1").arg(formatNumber(progress.momentum)));
}

void RunStatusBar::showIdle(const QString& text) {
    setRunning(false);
    idle_->setText(text);
}

QString RunStatusBar::text() const {
    if (!idle_->isHidden()) return idle_->text();
    QStringList parts;
    for (const QLabel* label : {step_, rate_, left_, learningRate_, momentum_})
        if (!label->text().isEmpty()) parts << label->text();
    return parts.join(QStringLiteral("   "));
}

} // namespace cyclo::ui
