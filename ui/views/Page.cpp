// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/Page.h"

#include "ui/panels/Panel.h"

#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QScrollArea>
#include <QStyle>

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
    auto* surface = new QWidget(this);
    surface->setAutoFillBackground(true);
    surface->setBackgroundRole(QPalette::Base);
    picture_ = new QVBoxLayout(surface);
    picture_->setContentsMargins(16, 16, 16, 16);
    picture_->setSpacing(8);

    auto* columns = new QHBoxLayout(this);
    columns->setContentsMargins(0, 0, 0, 0);
    columns->setSpacing(0);
    columns->addWidget(surface, 1);
    columns->addWidget(scrolling(panel, this));
}

QString Page::problem() const {
    return panel_->problem();
}

std::vector<PlotView*> Page::plots() const {
    return {};
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
