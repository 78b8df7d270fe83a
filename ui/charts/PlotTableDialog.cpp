// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/PlotTableDialog.h"

#include "ui/charts/PlotTableModel.h"
#include "ui/charts/PlotView.h"
#include "ui/theme/Numbers.h"

#include <QApplication>
#include <QClipboard>
#include <QDialogButtonBox>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QShortcut>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>
#include <numeric>

namespace cyclo::ui {
namespace {

constexpr int kRowHeight = 22;
constexpr QSize kTableSize(560, 480);

} // namespace

PlotTableDialog::PlotTableDialog(PlotView& plot)
    : QDialog(&plot),
      plot_(plot),
      model_(new PlotTableModel(plot.contents(), this)),
      table_(new QTableView(this)),
      count_(new QLabel(this)) {
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(plot.contents().title.isEmpty() ? tr("Table") : plot.contents().title);
    createTable();

    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    QPushButton* copyButton = buttons->addButton(tr("Copy"), QDialogButtonBox::ActionRole);
    copyButton->setToolTip(tr("Copies the chosen rows, or all of them, with every digit"));
    connect(copyButton, &QPushButton::clicked, this, &PlotTableDialog::copy);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* shortcut = new QShortcut(QKeySequence::Copy, this);
    connect(shortcut, &QShortcut::activated, this, &PlotTableDialog::copy);

    auto* layout = new QVBoxLayout(this);
    layout->addWidget(table_, 1);
    layout->addWidget(count_);
    layout->addWidget(buttons);
    connect(&plot_, &PlotView::contentsChanged, this, &PlotTableDialog::refresh);
    refresh();
    resize(kTableSize);
    // QTableView::selectRow would extend the choice where Shift or Ctrl is down.
    if (const auto x = plot_.crosshair())
        table_->selectionModel()->setCurrentIndex(model_->index(model_->rowAt(*x), 0),
                                                  QItemSelectionModel::ClearAndSelect |
                                                      QItemSelectionModel::Rows);
}

void PlotTableDialog::createTable() {
    table_->setModel(model_);
    table_->setAccessibleName(windowTitle());
    table_->setSelectionBehavior(QAbstractItemView::SelectRows);
    table_->setTabKeyNavigation(false);
    table_->setShowGrid(false);
    table_->setAlternatingRowColors(true);
    table_->verticalHeader()->hide();
    table_->verticalHeader()->setDefaultSectionSize(kRowHeight);
    table_->horizontalHeader()->setHighlightSections(false);
    table_->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    connect(table_->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex& current) {
                if (current.isValid()) plot_.setCrosshair(model_->xOf(current.row()));
            });
}

void PlotTableDialog::refresh() {
    model_->refresh();
    count_->setText(model_->rowCount() == 0 ? plot_.contents().emptyMessage
                                            : tr("%1 rows").arg(formatCount(model_->rowCount())));
}

void PlotTableDialog::copy() {
    QList<int> rows;
    for (const QModelIndex& index : table_->selectionModel()->selectedRows())
        rows << index.row();
    std::sort(rows.begin(), rows.end());
    if (rows.isEmpty()) {
        rows.resize(model_->rowCount());
        std::iota(rows.begin(), rows.end(), 0);
    }
    QApplication::clipboard()->setText(model_->textOf(rows));
}

PlotTableDialog* showPlotTable(PlotView& plot) {
    auto* dialog = plot.findChild<PlotTableDialog*>(QString(), Qt::FindDirectChildrenOnly);
    if (!dialog) dialog = new PlotTableDialog(plot);
    dialog->show();
    dialog->raise();
    dialog->activateWindow();
    return dialog;
}

} // namespace cyclo::ui
