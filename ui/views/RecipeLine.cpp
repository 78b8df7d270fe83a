// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/RecipeLine.h"

#include "ui/theme/Palette.h"

#include <QMouseEvent>
#include <QPainter>
#include <QStringList>

#include <numeric>

namespace cyclo::ui {

namespace {

constexpr int kItemGap = 24;
constexpr int kWordGap = 6;

QFont valueFont(const QWidget& widget) {
    QFont font = widget.font();
    font.setWeight(QFont::DemiBold);
    return font;
}

QString plainText(const RecipeItem& item) {
    QStringList words{item.name, item.value};
    if (!item.source.isEmpty()) words << item.source;
    return words.join(QLatin1Char(' '));
}

} // namespace

RecipeLine::RecipeLine(QWidget* parent) : QWidget(parent) {
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
}

void RecipeLine::setItems(const std::vector<RecipeItem>& items) {
    if (items == items_) return;
    items_ = items;
    QStringList lines;
    for (const RecipeItem& item : items_)
        lines << plainText(item);
    setToolTip(lines.join(QLatin1Char('\n')));
    setAccessibleName(tr("Recipe: %1").arg(lines.join(QStringLiteral(", "))));
    update();
}

QSize RecipeLine::minimumSizeHint() const {
    return {120, fontMetrics().height()};
}

QSize RecipeLine::sizeHint() const {
    return {600, fontMetrics().height() + 8};
}

int RecipeLine::widthOf(const RecipeItem& item, bool withSource) const {
    int width = fontMetrics().horizontalAdvance(item.name) + kWordGap +
                QFontMetrics(valueFont(*this)).horizontalAdvance(item.value);
    if (withSource && !item.source.isEmpty())
        width += kWordGap + fontMetrics().horizontalAdvance(item.source);
    return width;
}

bool RecipeLine::sourcesFit() const {
    const auto add = [this](int sum, const RecipeItem& item) { return sum + widthOf(item, true) + kItemGap; };
    return std::accumulate(items_.begin(), items_.end(), -kItemGap, add) <= width();
}

const RecipeItem* RecipeLine::itemAt(int x) const {
    const bool withSources = sourcesFit();
    int left = 0;
    for (const RecipeItem& item : items_) {
        const int right = left + widthOf(item, withSources);
        if (x >= left && x < right && right <= width()) return &item;
        left = right + kItemGap;
    }
    return nullptr;
}

void RecipeLine::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const SurfaceColours colours = surfaceColours(toneOf(palette()));
    const bool withSources = sourcesFit();
    int left = 0;
    const auto write = [&](const QString& text, const QFont& font, const QColor& colour) {
        painter.setFont(font);
        painter.setPen(colour);
        painter.drawText(QRect(left, 0, width() - left, height()), Qt::AlignVCenter | Qt::AlignLeft, text);
        left += QFontMetrics(font).horizontalAdvance(text) + kWordGap;
    };
    for (const RecipeItem& item : items_) {
        if (left + widthOf(item, withSources) > width()) {
            write(QStringLiteral("…"), font(), colours.mutedText);
            return;
        }
        write(item.name, font(), colours.mutedText);
        write(item.value, valueFont(*this), colours.text);
        if (withSources && !item.source.isEmpty()) write(item.source, font(), colours.mutedText);
        left += kItemGap - kWordGap;
    }
}

void RecipeLine::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton) return;
    if (const RecipeItem* item = itemAt(event->pos().x())) emit pageChosen(item->page);
}

void RecipeLine::mouseMoveEvent(QMouseEvent* event) {
    setCursor(itemAt(event->pos().x()) ? Qt::PointingHandCursor : Qt::ArrowCursor);
}

} // namespace cyclo::ui
