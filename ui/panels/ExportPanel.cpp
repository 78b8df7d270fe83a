// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/ExportPanel.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace cyclo::ui {

namespace {

constexpr int kFormatWidth = 108;
constexpr int kButtonWidth = 72;

} // namespace

ExportPanel::ExportPanel(QWidget* parent) : Panel(parent) {
    addTitle(tr("Take away"));
    const QString json = QStringLiteral("json");
    const QString csv = QStringLiteral("csv");
    schedule_ = addExport(tr("Schedule"),
                          tr("Learning rate, momentum and weight decay of every step, for another program"),
                          {json, csv}, &ExportPanel::exportScheduleRequested);
    curve_ = addExport(tr("Curve"), tr("The range test: every step raw, and what the rules say of it"),
                       {json, csv}, &ExportPanel::exportCurveRequested);
    run_ = addExport(tr("Run"), tr("The training run: its settings and every epoch, or every step as csv"),
                     {json, csv}, &ExportPanel::exportRunRequested);
    weights_ = addExport(tr("Weights"), tr("The trained weights, laid out as PyTorch lays them out"),
                         {QStringLiteral("safetensors")}, &ExportPanel::exportWeightsRequested);
    chart_ = addExport(tr("Chart"), tr("The chart as a picture, or its numbers in full"),
                       {QStringLiteral("png"), QStringLiteral("svg"), QStringLiteral("pdf"), csv},
                       &ExportPanel::exportChartRequested);

    addTitle(tr("Bring in"));
    auto* import = new QPushButton(tr("Load a schedule…"));
    import->setToolTip(tr("Takes the rows of a schedule.json, to look at or to train with"));
    addWide(import);
    connect(import, &QPushButton::clicked, this, &ExportPanel::importScheduleRequested);

    result_ = new QLabel;
    result_->setProperty("role", "note");
    result_->setWordWrap(true);
    result_->setTextFormat(Qt::PlainText);
    addWide(result_);
    result_->hide();

    const QString nothing = tr("Nothing to take away yet.");
    setAvailability({nothing, nothing, nothing, nothing, nothing});
}

ExportPanel::ExportRow ExportPanel::addExport(const QString& label, const QString& what,
                                              const QStringList& formats, Signal signal) {
    ExportRow row{.label = new QLabel(label),
                  .format = new QComboBox,
                  .button = new QPushButton(tr("Save…")),
                  .what = what};
    for (const QString& format : formats)
        row.format->addItem(QLatin1Char('.') + format, format);
    row.format->setFixedWidth(kFormatWidth);
    row.format->setAccessibleName(tr("File format of %1").arg(label));
    row.button->setFixedWidth(kButtonWidth);
    row.button->setAccessibleName(tr("Save %1").arg(label));
    row.label->setBuddy(row.button);

    auto* line = new QWidget;
    auto* layout = new QHBoxLayout(line);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(row.label, 1);
    layout->addWidget(row.format);
    layout->addWidget(row.button);
    addWide(line);
    connect(row.button, &QPushButton::clicked, this,
            [this, signal, format = row.format] { emit(this->*signal)(format->currentData().toString()); });
    return row;
}

void ExportPanel::setAvailable(const ExportRow& row, const QString& reason) {
    const QString toolTip = reason.isEmpty() ? row.what : reason;
    for (QWidget* widget : {static_cast<QWidget*>(row.label), static_cast<QWidget*>(row.format),
                            static_cast<QWidget*>(row.button)}) {
        widget->setEnabled(reason.isEmpty());
        widget->setToolTip(toolTip);
        widget->setAccessibleDescription(toolTip);
    }
}

void ExportPanel::setAvailability(const ExportAvailability& availability) {
    setAvailable(schedule_, availability.schedule);
    setAvailable(curve_, availability.curve);
    setAvailable(run_, availability.run);
    setAvailable(weights_, availability.weights);
    setAvailable(chart_, availability.chart);
}

void ExportPanel::showResult(const QString& sentence) {
    // A path has no blanks to break at: let it break behind its slashes.
    result_->setText(QString(sentence).replace(QLatin1Char('/'), QStringLiteral("/\u200b")));
    result_->setToolTip(sentence);
    result_->setVisible(!sentence.isEmpty());
}

} // namespace cyclo::ui
