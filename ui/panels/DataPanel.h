// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/DataConfig.h"
#include "ui/panels/Panel.h"

#include <QHash>

#include <functional>

class QComboBox;
class QLineEdit;
class QPushButton;

namespace cyclo::ui {

class IntegerSpinBox;

/// Asks a person for a folder. @return its path; empty if the person changed their mind
using FolderChooser = std::function<QString(QWidget* parent, const QString& startFolder)>;

/// Edits which samples a run sees and how.
class DataPanel : public Panel {
    Q_OBJECT

public:
    explicit DataPanel(QWidget* parent = nullptr);

    DataConfig config() const { return config_; }
    void setConfig(const DataConfig& config); ///< no signal

    void setFolderChooser(FolderChooser chooser); ///< instead of the file dialog
    void showDataProblem(const QString& message); ///< why the data could not be opened; empty: they could

signals:
    void configChanged(const cyclo::DataConfig& config);

private:
    void createFields();
    void connectSignals();
    void show();
    void checkFolder();
    void takeKind();
    void takeFolder();
    void browse();
    template <typename Change> void edit(Change change);

    DataConfig config_;
    FolderChooser chooseFolder_;
    QString dataProblem_;
    QHash<QString, QString> folders_; ///< by kind, so that going back to a kind finds its folder
    QComboBox* kind_ = nullptr;
    QWidget* folderRow_ = nullptr;
    QLineEdit* folder_ = nullptr;
    QPushButton* browse_ = nullptr;
    QComboBox* normalization_ = nullptr;
    IntegerSpinBox* limit_ = nullptr;
    IntegerSpinBox* seed_ = nullptr;
};

} // namespace cyclo::ui
