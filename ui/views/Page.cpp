// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/Page.h"

#include "ui/panels/Panel.h"

#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QScrollArea>
#include <QStackedWidget>
#include <QStyle>
#include <QTabBar>

namespace cyclo::ui {

namespace {

/// The panel scrolls where the window is low; nothing of it is ever cut off at the side.
QScrollArea* scrolling(Panel* panel, QWidget* parent) {
    auto* area = new QScrollArea(parent);
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setWidget(panel);
    area->setFixedWidth(Panel::kWidth + area->style()->pixelMetric(QStyle::PM_ScrollBarExtent));
    area->setFocusPolicy(Qt::NoFocus);
    return area;
}

} // namespace

Page::Page(Panel* panel, QWidget* parent) : QWidget(parent), panel_(panel) {
    connect(panel_, &Panel::problemChanged, this, &Page::problemChanged);
    body_ = new QWidget(this);
    auto* surface = new QWidget(body_);
    surface->setAutoFillBackground(true);
    surface->setBackgroundRole(QPalette::Base);
    picture_ = new QVBoxLayout(surface);
    picture_->setContentsMargins(16, 16, 16, 16);
    picture_->setSpacing(8);

    rows_ = new QVBoxLayout(this);
    rows_->setContentsMargins(0, 0, 0, 0);
    rows_->setSpacing(0);
    rows_->addWidget(body_, 1);
    auto* columns = new QHBoxLayout(body_);
    columns->setContentsMargins(0, 0, 0, 0);
    columns->setSpacing(0);
    columns->addWidget(surface, 1);
    columns->addWidget(scrolling(panel, body_));
}

QString Page::problem() const {
    const QString own = panel_->problem();
    return own.isEmpty() && other_ ? other_->problem() : own;
}

std::vector<PlotView*> Page::plots() const {
    return {};
}

bool Page::showsOther() const {
    return tabs_ && tabs_->currentIndex() == 1;
}

void Page::showOther(bool on) {
    if (tabs_) tabs_->setCurrentIndex(on ? 1 : 0);
}

void Page::addOther(Page* other, const QString& own, const QString& others) {
    other_ = other;
    connect(other_, &Page::problemChanged, this, &Page::problemChanged);
    tabs_ = new QTabBar(this);
    tabs_->setDrawBase(false);
    tabs_->setExpanding(false);
    tabs_->addTab(own);
    tabs_->addTab(others);
    auto* stack = new QStackedWidget(this);
    stack->addWidget(body_); // leaves the rows
    stack->addWidget(other_);
    rows_->addWidget(tabs_);
    rows_->addWidget(stack, 1);
    connect(tabs_, &QTabBar::currentChanged, this, [this, stack](int index) {
        stack->setCurrentIndex(index);
        emit otherShown(index == 1);
    });
}

QLabel* Page::addTitle() {
    auto* title = new QLabel(this);
    title->setProperty("role", QStringLiteral("heading"));
    title->setTextFormat(Qt::PlainText);
    title->setWordWrap(true);
    picture_->addWidget(title);
    return title;
}

} // namespace cyclo::ui
