// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/RunsDock.h"

#include "ui/models/RunListModel.h"
#include "ui/views/ComparisonModel.h"
#include "ui/views/LineIcon.h"

#include <QEvent>
#include <QHeaderView>
#include <QTableView>
#include <QToolButton>

namespace cyclo::ui {

namespace {

constexpr int kTableHeight = 132; ///< header and four runs

} // namespace

RunsDock::RunsDock(ComparisonModel& runs, QWidget* parent)
    : QDockWidget(tr("Runs"), parent),
      runs_(runs),
      header_(new QToolButton(this)),
      table_(new QTableView(this)) {
    setObjectName(QStringLiteral("runs"));
    setFeatures(NoDockWidgetFeatures);
    header_->setAutoRaise(true);
    header_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    header_->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    header_->setIconSize({12, 12});
    setTitleBarWidget(header_);
    createTable();
    setWidget(table_);
    connect(header_, &QToolButton::clicked, this, [this] { setFolded(!isFolded()); });
    connect(&runs_, &QAbstractItemModel::rowsInserted, this, &RunsDock::showHeader);
    connect(&runs_, &QAbstractItemModel::rowsInserted, table_, &QTableView::scrollToBottom);
    connect(&runs_, &QAbstractItemModel::rowsRemoved, this, &RunsDock::showHeader);
    setFolded(true);
}

bool RunsDock::isFolded() const {
    return table_->isHidden();
}

void RunsDock::setFolded(bool folded) {
    table_->setVisible(!folded);
    showHeader();
    emit foldedChanged(folded);
}

void RunsDock::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange) showHeader();
    QDockWidget::changeEvent(event);
}

void RunsDock::createTable() {
    table_->setModel(&runs_);
    table_->setFrameShape(QFrame::NoFrame);
    table_->setShowGrid(false);
    table_->setSelectionBehavior(QAbstractItemView::SelectRows);
    table_->setFixedHeight(kTableHeight);
    table_->setTabKeyNavigation(false);
    table_->setStyleSheet(QStringLiteral("QTableView::item { padding: 0 8px; }"
                                         "QHeaderView::section { background: palette(base); border: none; "
                                         "border-bottom: 1px solid palette(mid); padding: 2px 8px; }"));
    table_->setAccessibleName(tr("Runs"));
    table_->verticalHeader()->hide();
    table_->verticalHeader()->setDefaultSectionSize(24);
    table_->horizontalHeader()->setHighlightSections(false);
    table_->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    table_->horizontalHeader()->setSectionResizeMode(RunListModel::Settings, QHeaderView::Stretch);
}

void RunsDock::showHeader() {
    header_->setIcon(
        lineIcon(isFolded() ? QStringLiteral("chevron-right") : QStringLiteral("chevron-down"), palette()));
    const int count = runs_.rowCount();
    header_->setText(count == 0 ? tr("Runs: none yet") : tr("Runs: %n", nullptr, count));
    header_->setToolTip(isFolded() ? tr("Show the list of runs") : tr("Fold the list of runs"));
}

} // namespace cyclo::ui
