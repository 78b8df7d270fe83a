// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <vector>

class QLabel;
class QVBoxLayout;

namespace cyclo::ui {

class Panel;
class PlotView;

/// One step of the recipe: a picture that takes all the room, and a panel of values at its right.
class Page : public QWidget {
    Q_OBJECT

public:
    explicit Page(Panel* panel, QWidget* parent = nullptr);

    QString problem() const;                      ///< what is wrong in the panel; empty if a run may start
    virtual std::vector<PlotView*> plots() const; ///< of this page, the main one first; none by default

signals:
    void problemChanged();

protected:
    /// The column of the picture: 16 px margins on the base colour, nothing in it.
    QVBoxLayout* picture() const { return picture_; }

    /// A sentence over a picture of ours that says what is seen; charts bring their own.
    QLabel* addTitle();

private:
    Panel* panel_ = nullptr;
    QVBoxLayout* picture_ = nullptr;
};

} // namespace cyclo::ui
