// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/MessageBar.h"

#include "ui/views/LineIcon.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QToolButton>

namespace cyclo::ui {

namespace {

constexpr int kKindIconSize = 18;

/// Okabe-Ito sky, orange and vermillion: the strip at the left edge and the icon.
QColor markColour(MessageKind kind) {
    switch (kind) {
    case MessageKind::Information:
        return QColor(0x56, 0xb4, 0xe9);
    case MessageKind::Warning:
        return QColor(0xe6, 0x9f, 0x00);
    case MessageKind::Error:
        return QColor(0xd5, 0x5e, 0x00);
    }
    return {};
}

} // namespace

MessageBar::MessageBar(QWidget* parent)
    : QWidget(parent), icon_(new QLabel(this)), text_(new QLabel(this)), close_(new QToolButton(this)) {
    text_->setWordWrap(true);
    text_->setTextFormat(Qt::PlainText);
    text_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    close_->setAutoRaise(true);
    close_->setToolTip(tr("Close this message"));
    close_->setAccessibleName(close_->toolTip());
    connect(close_, &QToolButton::clicked, this, &MessageBar::clear);

    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(16, 6, 8, 6);
    layout->setSpacing(8);
    layout->addWidget(icon_);
    layout->addWidget(text_, 1);
    layout->addWidget(close_);
    hide();
}

void MessageBar::showMessage(MessageKind kind, const QString& text) {
    kind_ = kind;
    text_->setText(text);
    setAccessibleName(text);
    updateIcons();
    show();
    update();
}

void MessageBar::clear() {
    text_->clear();
    hide();
}

QString MessageBar::text() const {
    return text_->text();
}

void MessageBar::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    QColor wash = markColour(kind_);
    wash.setAlphaF(0.15F);
    painter.fillRect(rect(), palette().color(QPalette::Base));
    painter.fillRect(rect(), wash);
    painter.fillRect(0, 0, 4, height(), markColour(kind_));
}

void MessageBar::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange) updateIcons();
    QWidget::changeEvent(event);
}

void MessageBar::updateIcons() {
    const bool plain = kind_ == MessageKind::Information;
    icon_->setPixmap(linePixmap(plain ? QStringLiteral("info") : QStringLiteral("warning"),
                                palette().color(QPalette::WindowText), kKindIconSize, devicePixelRatioF()));
    close_->setIcon(lineIcon(QStringLiteral("close"), palette()));
}

} // namespace cyclo::ui
