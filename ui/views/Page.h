// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <vector>

class QLabel;
class QTabBar;
class QVBoxLayout;

namespace cyclo::ui {

class Panel;
class PlotView;

/// One step of the recipe: a picture that takes all the room, and a panel of values at its right. A step that
/// has two of them shows one at a time, chosen by a tab above.
class Page : public QWidget {
    Q_OBJECT

public:
    explicit Page(Panel* panel, QWidget* parent = nullptr);

    QString problem() const;                      ///< what is wrong in a panel; empty if a run may start
    virtual std::vector<PlotView*> plots() const; ///< of this page, the main one first; none by default

    virtual void startSweep() {} ///< of pages that sweep

    bool showsOther() const; ///< the second picture is chosen
    void showOther(bool on); ///< nothing happens on a page that has one only

signals:
    void problemChanged();
    void otherShown(bool on);

protected:
    /// The column of the picture: 16 px margins on the base colour, nothing in it.
    QVBoxLayout* picture() const { return picture_; }

    /// A sentence over a picture of ours that says what is seen; charts bring their own.
    QLabel* addTitle();

    /// A second picture and panel. @param own,others  words on the tabs
    void addOther(Page* other, const QString& own, const QString& others);

private:
    Panel* panel_ = nullptr;
    QWidget* body_ = nullptr; ///< picture and panel
    QVBoxLayout* rows_ = nullptr;
    QTabBar* tabs_ = nullptr; ///< of pages with two pictures, as is the other
    Page* other_ = nullptr;
    QVBoxLayout* picture_ = nullptr;
};

} // namespace cyclo::ui
