// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/DataPage.h"

#include "ui/models/RecipeText.h"
#include "ui/panels/DataPanel.h"
#include "ui/panels/NotesField.h"
#include "ui/theme/Numbers.h"
#include "ui/views/ContactSheet.h"
#include "ui/views/FeatureTable.h"
#include "ui/views/ScatterView.h"
#include "ui/views/Workspace.h"

#include <QLabel>
#include <QVBoxLayout>

namespace cyclo::ui {

namespace {

QString shapeText(const SampleShape& shape) {
    return QString::fromStdString(toString(shape));
}

QString taskText(const DataSource& source) {
    if (!source.isRegression()) return DataPage::tr("%1 classes").arg(formatCount(source.classCount()));
    QStringList targets;
    for (const TargetColumn& target : source.targets)
        targets.append(DataPage::tr("%1 (mean %2, deviation %3)")
                           .arg(QString::fromStdString(target.name), formatShort(target.mean),
                                formatShort(target.standardDeviation)));
    return DataPage::tr("real target %1").arg(targets.join(QStringLiteral(", ")));
}

QString noteText(const DataSource& source) {
    QStringList lines;
    if (source.sampleShape.height == 1)
        lines.append(DataPage::tr("Each sample has %1 features; shown as they are, before normalization.")
                         .arg(formatCount(source.sampleShape.count())));
    else if (source.config.augmentation == Augmentation::None)
        lines.append(
            DataPage::tr("Each sample is %1 (channels × height × width); shown as they are in the file, "
                         "before normalization.")
                .arg(shapeText(source.sampleShape)));
    else
        lines.append(DataPage::tr("Each sample is %1 (channels × height × width); shown as the first pass of "
                                  "training sees them, augmented, before normalization.")
                         .arg(shapeText(source.sampleShape)));
    for (const std::string& note : source.notes)
        lines.append(QString::fromStdString(note));
    return lines.join(QLatin1Char('\n'));
}

} // namespace

DataPage::DataPage(Workspace& workspace, QWidget* parent) : DataPage(workspace, new DataPanel, parent) {}

DataPage::DataPage(Workspace& workspace, DataPanel* panel, QWidget* parent)
    : Page(panel, parent),
      workspace_(workspace),
      panel_(panel),
      title_(addTitle()),
      note_(new QLabel(this)),
      sheet_(new ContactSheet(this)),
      scatter_(new ScatterView(this)),
      table_(new FeatureTable(this)) {
    note_->setProperty("role", QStringLiteral("note"));
    note_->setWordWrap(true);
    picture()->addWidget(note_);
    picture()->addWidget(sheet_, 1);
    picture()->addWidget(scatter_, 1);
    picture()->addWidget(table_, 1);
    connect(panel_, &DataPanel::configChanged, this, [this](const DataConfig& edited) {
        ExperimentConfig config = workspace_.config();
        config.data = edited;
        workspace_.setConfig(config, tr("change of the data"));
    });
    connect(panel_->notes(), &NotesField::notesEdited, &workspace_, &Workspace::setNotes);
    connect(&workspace_, &Workspace::experimentChanged, this, &DataPage::showExperiment);
    connect(&workspace_, &Workspace::dataChanged, this, &DataPage::showData);
    showExperiment();
    showData();
}

void DataPage::showExperiment() {
    panel_->setConfig(workspace_.config().data);
    panel_->notes()->setNotes(workspace_.experiment().notes);
}

void DataPage::showData() {
    const auto source = workspace_.data();
    const QString name = dataTitle(workspace_.config().data.spec);
    panel_->showDataProblem(workspace_.dataProblem());
    showPicture(source);
    note_->setVisible(source != nullptr);
    if (!source) {
        const bool failed = !workspace_.dataProblem().isEmpty();
        title_->setText(failed ? tr("%1 could not be opened").arg(name) : tr("Opening %1 …").arg(name));
        sheet_->setHint(failed ? tr("Samples of each class will stand here once the data open. What is wrong "
                                    "stands beside the field at the right.")
                               : tr("Samples of each class will stand here in a moment."));
        return;
    }
    title_->setText(tr("%1: %2 training and %3 test samples, %4")
                        .arg(QString::fromStdString(source->title), formatCount(source->train->size()),
                             formatCount(source->test->size()), taskText(*source)));
    note_->setText(noteText(*source));
}

void DataPage::showPicture(const std::shared_ptr<const DataSource>& source) {
    const bool points = source && source->sampleShape.count() == 2;
    const bool table = source && !points && !source->featureNames.empty();
    sheet_->setSource(points || table ? nullptr : source);
    scatter_->setSource(points ? source : nullptr);
    table_->setSource(table ? source : nullptr);
    sheet_->setVisible(!points && !table);
    scatter_->setVisible(points);
    table_->setVisible(table);
}

} // namespace cyclo::ui
