// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/Panel.h"

#include "ui/panels/NumberField.h"
#include "ui/theme/Palette.h"

#include <QGridLayout>
#include <QLabel>
#include <QPainter>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace cyclo::ui {

namespace {

constexpr int kSpace = 8;
constexpr int kRowSpace = 6;
constexpr int kGroupSpace = 16;
constexpr int kFieldWidth = 140;

QGridLayout* newGrid() {
    auto* grid = new QGridLayout;
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(kSpace);
    grid->setVerticalSpacing(kRowSpace);
    grid->setColumnStretch(0, 1);
    return grid;
}

QLabel* newLabel(const QString& text, const char* role) {
    auto* label = new QLabel(text);
    label->setProperty("role", role);
    label->setWordWrap(true);
    return label;
}

} // namespace

Panel::Panel(QWidget* parent) : QWidget(parent) {
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(kSpace, kSpace, kSpace, kSpace);
    outer->setSpacing(kSpace);
    column_ = new QVBoxLayout;
    column_->setSpacing(kSpace);
    outer->addLayout(column_);
    outer->addStretch(1);
}

QSize Panel::sizeHint() const {
    return {kWidth, QWidget::sizeHint().height()};
}

QString Panel::problem() const {
    return problem_;
}

void Panel::addTitle(const QString& title) {
    if (column_->count() > 0) column_->addSpacing(kGroupSpace - kSpace);
    column_->addWidget(newLabel(title, "heading"));
    grid_ = nullptr;
}

void Panel::addWide(QWidget* widget) {
    column_->addWidget(widget);
    grid_ = nullptr;
}

QGridLayout* Panel::gridAt(Place place) {
    if (place == Place::Shown) {
        if (!grid_) column_->addLayout(grid_ = newGrid());
        return grid_;
    }
    if (moreGrid_) return moreGrid_;
    more_ = new QToolButton;
    more_->setText(tr("More"));
    more_->setToolTip(tr("Settings that are seldom changed"));
    more_->setCheckable(true);
    more_->setAutoRaise(true);
    more_->setArrowType(Qt::RightArrow);
    more_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    auto* section = new QWidget;
    section->setLayout(moreGrid_ = newGrid());
    section->hide();
    connect(more_, &QToolButton::toggled, section, [this, section](bool open) {
        more_->setArrowType(open ? Qt::DownArrow : Qt::RightArrow);
        section->setVisible(open);
    });
    addWide(more_);
    addWide(section);
    return moreGrid_;
}

void Panel::addField(const QString& text, QWidget* field, const QString& toolTip, Place place) {
    QGridLayout* grid = gridAt(place);
    Row row{.label = new QLabel(text), .field = field, .problem = newLabel({}, "error"), .place = place};
    row.label->setBuddy(field);
    row.label->setToolTip(toolTip);
    field->setToolTip(toolTip);
    if (field->accessibleName().isEmpty()) field->setAccessibleName(QString(text).remove(QLatin1Char('&')));
    field->setFixedWidth(kFieldWidth);
    row.problem->hide();
    const int at = grid->rowCount();
    grid->addWidget(row.label, at, 0);
    grid->addWidget(field, at, 1);
    grid->addWidget(row.problem, at + 1, 0, 1, 2);
    rows_.append(row);
}

void Panel::addNumber(const QString& label, NumberField* field, const QString& toolTip, Place place) {
    addField(label, field, toolTip, place);
    connect(field, &NumberField::problemChanged, this,
            [this, field](const QString& problem) { setFieldProblem(field, problem); });
    setFieldProblem(field, field->problem());
}

void Panel::setFieldShown(QWidget* field, bool shown) {
    for (Row& row : rows_) {
        if (row.field != field) continue;
        row.shown = shown;
        showRow(row);
    }
    if (more_) more_->setVisible(std::ranges::any_of(rows_, &isOfferedUnderMore));
    noteProblem();
}

void Panel::setFieldProblem(QWidget* field, const QString& problem) {
    for (Row& row : rows_) {
        if (row.field != field) continue;
        row.problem->setText(problem);
        showRow(row);
        // A sentence that nobody sees helps nobody.
        if (row.place == Place::UnderMore && row.shown && !problem.isEmpty()) more_->setChecked(true);
    }
    noteProblem();
}

bool Panel::isOfferedUnderMore(const Row& row) {
    return row.shown && row.place == Place::UnderMore;
}

void Panel::showRow(const Row& row) {
    row.label->setVisible(row.shown);
    row.field->setVisible(row.shown);
    row.problem->setVisible(row.shown && !row.problem->text().isEmpty());
}

/// Outlines the fields with a problem; a NumberField does so itself.
void Panel::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setPen(QPen(inkColour(Ink::Pick, toneOf(palette())), 2));
    for (const Row& row : rows_) {
        if (!row.problem->isVisible() || qobject_cast<NumberField*>(row.field)) continue;
        const QRect place(row.field->mapTo(this, QPoint(0, 0)), row.field->size());
        painter.drawRect(place.adjusted(-1, -1, 1, 1));
    }
}

void Panel::noteProblem() {
    update();
    QString first;
    for (const Row& row : rows_)
        if (first.isEmpty() && row.shown) first = row.problem->text();
    if (first == problem_) return;
    problem_ = first;
    emit problemChanged(problem_);
}

} // namespace cyclo::ui
