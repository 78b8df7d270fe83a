// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/DataPage.h"

#include "ui/models/RecipeText.h"
#include "ui/panels/DataPanel.h"
#include "ui/theme/Numbers.h"
#include "ui/views/ContactSheet.h"
#include "ui/views/Workspace.h"

#include <QLabel>
#include <QVBoxLayout>

namespace cyclo::ui {

namespace {

QString shapeText(const SampleShape& shape) {
    return QString::fromStdString(toString(shape));
}

} // namespace

DataPage::DataPage(Workspace& workspace, QWidget* parent) : DataPage(workspace, new DataPanel, parent) {}

DataPage::DataPage(Workspace& workspace, DataPanel* panel, QWidget* parent)
    : Page(panel, parent),
      workspace_(workspace),
      panel_(panel),
      title_(addTitle()),
      note_(new QLabel(this)),
      sheet_(new ContactSheet(this)) {
    note_->setProperty("role", QStringLiteral("note"));
    note_->setWordWrap(true);
    picture()->addWidget(note_);
    picture()->addWidget(sheet_, 1);
    connect(panel_, &DataPanel::configChanged, this, [this](const DataConfig& edited) {
        ExperimentConfig config = workspace_.config();
        config.data = edited;
        workspace_.setConfig(config, tr("change of the data"));
    });
    connect(&workspace_, &Workspace::experimentChanged, this, &DataPage::showExperiment);
    connect(&workspace_, &Workspace::dataChanged, this, &DataPage::showData);
    showExperiment();
    showData();
}

void DataPage::showExperiment() {
    panel_->setConfig(workspace_.config().data);
}

void DataPage::showData() {
    const auto source = workspace_.data();
    const QString name = dataTitle(workspace_.config().data.spec);
    panel_->showDataProblem(workspace_.dataProblem());
    sheet_->setSource(source);
    note_->setVisible(source != nullptr);
    if (!source) {
        const bool failed = !workspace_.dataProblem().isEmpty();
        title_->setText(failed ? tr("%1 could not be opened").arg(name) : tr("Opening %1 …").arg(name));
        sheet_->setHint(failed ? tr("Samples of each class will stand here once the data open. What is wrong "
                                    "stands beside the field at the right.")
                               : tr("Samples of each class will stand here in a moment."));
        return;
    }
    title_->setText(tr("%1: %2 training and %3 test samples in %4 classes")
                        .arg(QString::fromStdString(source->title), formatCount(source->train->size()),
                             formatCount(source->test->size()), formatCount(source->classCount())));
    note_->setText(tr("Each sample is %1 (channels × height × width); shown as they are in the file, before "
                      "normalization.")
                       .arg(shapeText(source->sampleShape)));
}

} // namespace cyclo::ui
