// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/views/PageId.h"

#include <QAbstractButton>
#include <QWidget>

#include <vector>

namespace cyclo::ui {

/// One step of the recipe in the rail: icon, word, a tick once it is done.
class RailButton : public QAbstractButton {
    Q_OBJECT

public:
    RailButton(const QString& iconName, const QString& word, QWidget* parent = nullptr);

    void setDone(bool done);
    bool isDone() const { return done_; }
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString iconName_;
    bool done_ = false;
};

/// The recipe at the left edge, 120 px wide: the present step marked, done steps ticked.
class RailBar : public QWidget {
    Q_OBJECT

public:
    explicit RailBar(QWidget* parent = nullptr);

    void setPage(PageId page);
    void setDone(PageId page, bool done);
    RailButton* button(PageId page) const;

signals:
    void pageChosen(cyclo::ui::PageId page);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    std::vector<RailButton*> buttons_; ///< in the order of kPages
};

} // namespace cyclo::ui
