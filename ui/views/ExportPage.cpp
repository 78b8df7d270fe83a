// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/ExportPage.h"

#include "ui/panels/ExportPanel.h"
#include "ui/theme/Numbers.h"
#include "ui/views/ExportDesk.h"
#include "ui/views/Workspace.h"

#include <QFontDatabase>
#include <QLabel>
#include <QPlainTextEdit>
#include <QVBoxLayout>

namespace cyclo::ui {

ExportPage::ExportPage(Workspace& workspace, ExportDesk& desk, QWidget* parent)
    : ExportPage(workspace, desk, new ExportPanel, parent) {}

ExportPage::ExportPage(Workspace& workspace, ExportDesk& desk, ExportPanel* panel, QWidget* parent)
    : Page(panel, parent),
      workspace_(workspace),
      desk_(desk),
      panel_(panel),
      title_(addTitle()),
      preview_(new QPlainTextEdit(this)) {
    createPicture();
    connectDesk();
    connect(&workspace_, &Workspace::planChanged, this, &ExportPage::refreshIfVisible);
    connect(&workspace_, &Workspace::resultsChanged, this, &ExportPage::refreshIfVisible);
}

void ExportPage::refresh() {
    panel_->setAvailability(desk_.availability());
    const QString text = desk_.schedulePreview();
    if (text == preview_->toPlainText()) return;
    preview_->setPlainText(text);
    const std::int64_t steps = workspace_.plan().rows.size();
    title_->setText(steps > 0
                        ? tr("schedule.json: learning rate, momentum and weight decay of each of %1 steps, "
                             "as another training program reads them")
                              .arg(formatCount(steps))
                        : tr("schedule.json"));
}

void ExportPage::showEvent(QShowEvent* event) {
    refresh();
    Page::showEvent(event);
}

void ExportPage::createPicture() {
    preview_->setReadOnly(true);
    preview_->setLineWrapMode(QPlainTextEdit::NoWrap);
    preview_->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    preview_->setFrameShape(QFrame::NoFrame);
    preview_->setAccessibleName(tr("Text of schedule.json"));
    preview_->setPlaceholderText(tr("The schedule will stand here once the data are open."));
    picture()->addWidget(preview_, 1);
}

void ExportPage::connectDesk() {
    connect(panel_, &ExportPanel::exportScheduleRequested, &desk_, &ExportDesk::exportSchedule);
    connect(panel_, &ExportPanel::exportCurveRequested, &desk_, &ExportDesk::exportCurve);
    connect(panel_, &ExportPanel::exportRunRequested, &desk_, &ExportDesk::exportRun);
    connect(panel_, &ExportPanel::exportWeightsRequested, &desk_, &ExportDesk::exportWeights);
    connect(panel_, &ExportPanel::exportChartRequested, &desk_, &ExportDesk::exportChart);
    connect(panel_, &ExportPanel::importScheduleRequested, &desk_, &ExportDesk::importSchedule);
    connect(&desk_, &ExportDesk::reported, panel_, &ExportPanel::showResult);
    connect(&desk_, &ExportDesk::failed, panel_, &ExportPanel::showResult);
}

void ExportPage::refreshIfVisible() {
    if (isVisible()) refresh();
}

} // namespace cyclo::ui
