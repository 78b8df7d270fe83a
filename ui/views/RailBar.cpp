// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/RailBar.h"

#include "ui/theme/Palette.h"
#include "ui/views/LineIcon.h"

#include <QPainter>
#include <QVBoxLayout>

namespace cyclo::ui {

namespace {

constexpr int kRailWidth = 120;
constexpr int kButtonHeight = 52;
constexpr int kRailIconSize = 20;
constexpr int kTickSize = 12;
constexpr int kMarkWidth = 4;

struct RailStep {
    const char* icon;
    const char* word; ///< at most two lines
};

constexpr RailStep kSteps[] = {
    {"data", QT_TRANSLATE_NOOP("RailBar", "Data")},
    {"network", QT_TRANSLATE_NOOP("RailBar", "Network")},
    {"learning-rate", QT_TRANSLATE_NOOP("RailBar", "Learning\nrate")},
    {"batch", QT_TRANSLATE_NOOP("RailBar", "Batch\nsize")},
    {"schedule", QT_TRANSLATE_NOOP("RailBar", "Momentum\n& schedule")},
    {"decay", QT_TRANSLATE_NOOP("RailBar", "Weight\ndecay")},
    {"train", QT_TRANSLATE_NOOP("RailBar", "Train")},
    {"export", QT_TRANSLATE_NOOP("RailBar", "Export")},
    {"tune", QT_TRANSLATE_NOOP("RailBar", "Tune")},
};

} // namespace

RailButton::RailButton(const QString& iconName, const QString& word, QWidget* parent)
    : QAbstractButton(parent), iconName_(iconName) {
    setText(word);
    setCheckable(true);
    setAutoExclusive(true);
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    setAccessibleName(QString(word).replace(QLatin1Char('\n'), QLatin1Char(' ')));
}

void RailButton::setDone(bool done) {
    if (done == done_) return;
    done_ = done;
    setAccessibleDescription(done ? tr("done") : QString());
    update();
}

QSize RailButton::sizeHint() const {
    return {kRailWidth, kButtonHeight};
}

void RailButton::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const QPalette& colours = palette();
    const QColor accent = surfaceColours(toneOf(colours)).accent;
    if (isChecked() || underMouse())
        painter.fillRect(rect(), colours.color(isChecked() ? QPalette::Base : QPalette::AlternateBase));
    if (isChecked()) painter.fillRect(0, 0, kMarkWidth, height(), accent);

    const QColor ink = colours.color(QPalette::WindowText);
    const int iconLeft = 10;
    painter.drawPixmap(iconLeft, (height() - kRailIconSize) / 2,
                       linePixmap(iconName_, isChecked() ? accent : ink, kRailIconSize, devicePixelRatioF()));
    const int tickLeft = width() - kTickSize - 3;
    if (done_)
        painter.drawPixmap(tickLeft, (height() - kTickSize) / 2,
                           linePixmap(QStringLiteral("tick"), accent, kTickSize, devicePixelRatioF()));

    painter.setPen(ink);
    const int wordLeft = iconLeft + kRailIconSize + 6;
    painter.drawText(QRect(wordLeft, 0, width() - wordLeft, height()), Qt::AlignVCenter | Qt::AlignLeft,
                     text());
    if (hasFocus()) {
        painter.setPen(accent);
        painter.drawRect(rect().adjusted(kMarkWidth + 1, 1, -2, -2));
    }
}

RailBar::RailBar(QWidget* parent) : QWidget(parent) {
    setFixedWidth(kRailWidth);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 8, 0, 8);
    layout->setSpacing(0);
    int number = 0;
    for (const PageId page : kPages) {
        const RailStep& step = kSteps[number++];
        auto* button = new RailButton(QString::fromLatin1(step.icon), tr(step.word), this);
        button->setToolTip(tr("%1 (Ctrl+%2)").arg(button->accessibleName()).arg(number));
        connect(button, &QAbstractButton::clicked, this, [this, page] { emit pageChosen(page); });
        if (page == PageId::Tune) layout->addStretch(); // no step, but all of them
        layout->addWidget(button);
        buttons_.push_back(button);
    }
    buttons_.front()->setChecked(true);
}

void RailBar::setPage(PageId page) {
    button(page)->setChecked(true);
}

void RailBar::setDone(PageId page, bool done) {
    button(page)->setDone(done);
}

RailButton* RailBar::button(PageId page) const {
    return buttons_.at(static_cast<std::size_t>(page));
}

void RailBar::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setPen(palette().color(QPalette::Mid));
    painter.drawLine(width() - 1, 0, width() - 1, height());
}

} // namespace cyclo::ui
