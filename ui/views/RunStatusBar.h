// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/views/RunProgress.h"

#include <QStatusBar>

class QLabel;
class QProgressBar;

namespace cyclo::ui {

/// The line at the bottom, 26 px: step, images per second, time left, learning rate and momentum now; between
/// runs one sentence about what is ready.
class RunStatusBar : public QStatusBar {
    Q_OBJECT

public:
    explicit RunStatusBar(QWidget* parent = nullptr);

    void showProgress(const RunProgress& progress);
    void showIdle(const QString& text);
    QString text() const; ///< everything that stands there now

private:
    void setRunning(bool running);

    QLabel* idle_ = nullptr;
    QProgressBar* bar_ = nullptr;
    QLabel* step_ = nullptr;
    QLabel* rate_ = nullptr;
    QLabel* left_ = nullptr;
    QLabel* learningRate_ = nullptr;
    QLabel* momentum_ = nullptr;
};

} // namespace cyclo::ui
