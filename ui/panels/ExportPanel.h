// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/panels/Panel.h"

class QComboBox;
class QLabel;
class QPushButton;

namespace cyclo::ui {

/// For each thing that can be taken away: why not now, in one sentence; empty if it can.
struct ExportAvailability {
    QString schedule;
    QString curve;
    QString run;
    QString weights;
    QString chart;

    bool operator==(const ExportAvailability&) const = default;
};

/// Rows of what can be taken away, each with its format and a button. Only asks; writes nothing.
class ExportPanel : public Panel {
    Q_OBJECT

public:
    explicit ExportPanel(QWidget* parent = nullptr);

    void setAvailability(const ExportAvailability& availability);
    void showResult(const QString& sentence); ///< "Wrote ..." or why it could not be written

signals:
    /// Format: the suffix of the file to write.
    void exportScheduleRequested(const QString& format); ///< "json", "csv"
    void exportCurveRequested(const QString& format);    ///< "json", "csv"
    void exportRunRequested(const QString& format);      ///< "json", "csv"
    void exportWeightsRequested(const QString& format);  ///< "safetensors"
    void exportChartRequested(const QString& format);    ///< "png", "svg", "pdf", "csv"
    void importScheduleRequested();

private:
    struct ExportRow {
        QLabel* label = nullptr;
        QComboBox* format = nullptr;
        QPushButton* button = nullptr;
        QString what; ///< tooltip where it is available
    };
    using Signal = void (ExportPanel::*)(const QString&);

    ExportRow addExport(const QString& label, const QString& what, const QStringList& formats, Signal signal);
    static void setAvailable(const ExportRow& row, const QString& reason);

    ExportRow schedule_;
    ExportRow curve_;
    ExportRow run_;
    ExportRow weights_;
    ExportRow chart_;
    QLabel* result_ = nullptr;
};

} // namespace cyclo::ui
