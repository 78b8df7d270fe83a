// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/views/PrimaryAction.h"

#include <QFrame>

class QPushButton;

namespace cyclo::ui {

class RecipeLine;

/// The strip at the top, 44 px: the recipe so far and the one primary button.
class RecipeStrip : public QFrame {
    Q_OBJECT

public:
    explicit RecipeStrip(QWidget* parent = nullptr);

    RecipeLine* line() const { return line_; }
    QPushButton* button() const { return button_; }
    void setAction(const PrimaryAction& action);

signals:
    void triggered();

protected:
    void changeEvent(QEvent* event) override;

private:
    void showIcon();

    RecipeLine* line_ = nullptr;
    QPushButton* button_ = nullptr;
    PrimaryAction action_;
};

} // namespace cyclo::ui
