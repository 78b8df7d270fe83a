// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QVBoxLayout;

namespace cyclo::ui {

class Panel;

/// One step of the recipe: a picture that takes all the room, and a panel of values at its right.
class Page : public QWidget {
    Q_OBJECT

public:
    explicit Page(Panel* panel, QWidget* parent = nullptr);

protected:
    /// The column of the picture: 16 px margins on the base colour, nothing in it.
    QVBoxLayout* picture() const { return picture_; }

    /// A sentence over a picture of ours that says what is seen; charts bring their own.
    QLabel* addTitle();

private:
    QVBoxLayout* picture_ = nullptr;
};

} // namespace cyclo::ui
