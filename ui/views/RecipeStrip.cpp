// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/RecipeStrip.h"

#include "ui/theme/Palette.h"
#include "ui/views/LineIcon.h"
#include "ui/views/RecipeLine.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QPushButton>

namespace cyclo::ui {

namespace {

constexpr int kStripHeight = 44;
constexpr int kRunButtonWidth = 168;
constexpr int kStripIconSize = 12;

QString iconOf(PrimaryAction::Kind kind) {
    switch (kind) {
    case PrimaryAction::Kind::RunRangeTest:
    case PrimaryAction::Kind::Sweep:
    case PrimaryAction::Kind::Train:
    case PrimaryAction::Kind::Tune:
        break;
    case PrimaryAction::Kind::SaveSchedule:
        return QStringLiteral("export");
    case PrimaryAction::Kind::Stop:
        return QStringLiteral("stop");
    }
    return QStringLiteral("run");
}

} // namespace

RecipeStrip::RecipeStrip(QWidget* parent)
    : QFrame(parent), line_(new RecipeLine(this)), button_(new QPushButton(this)) {
    setObjectName(QStringLiteral("strip"));
    setFixedHeight(kStripHeight);
    button_->setProperty("primary", true);
    button_->setMinimumWidth(kRunButtonWidth);
    connect(button_, &QPushButton::clicked, this, &RecipeStrip::triggered);

    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(16, 4, 8, 4);
    layout->setSpacing(16);
    layout->addWidget(line_, 1);
    layout->addWidget(button_);
    setAction({});
}

void RecipeStrip::setAction(const PrimaryAction& action) {
    action_ = action;
    button_->setText(action.text);
    button_->setToolTip(action.toolTip);
    button_->setAccessibleDescription(action.toolTip);
    button_->setEnabled(action.enabled);
    showIcon();
}

void RecipeStrip::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange) showIcon();
    QFrame::changeEvent(event);
}

void RecipeStrip::showIcon() {
    const SurfaceColours colours = surfaceColours(toneOf(palette()));
    button_->setIcon(
        QIcon(linePixmap(iconOf(action_.kind), action_.enabled ? colours.onAccent : colours.mutedText,
                         kStripIconSize, devicePixelRatioF())));
}

} // namespace cyclo::ui
