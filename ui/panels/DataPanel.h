// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/DataConfig.h"
#include "core/data/DataSpec.h"
#include "ui/panels/Panel.h"
#include "ui/panels/PathRow.h"

#include <map>

class QComboBox;
class QLineEdit;

namespace cyclo::ui {

class IntegerSpinBox;
class NotesField;
class ScientificSpinBox;

/// Edits which samples a run sees and how.
class DataPanel : public Panel {
    Q_OBJECT

public:
    explicit DataPanel(QWidget* parent = nullptr);

    DataConfig config() const { return config_; }
    void setConfig(const DataConfig& config); ///< no signal

    void setFolderChooser(PathChooser chooser);   ///< instead of the folder dialog
    void setFileChooser(PathChooser chooser);     ///< instead of the file dialog
    NotesField* notes() const { return notes_; }  ///< on the experiment, below the fields
    void showDataProblem(const QString& message); ///< why the data could not be opened; empty: they could

signals:
    void configChanged(const cyclo::DataConfig& config);

private:
    void createSource();
    void createOptions();
    void createTreatment();
    void createNotes();
    void connectSignals();
    void connectOptions();
    void show();
    void showOptions(const DataSpec& spec);
    void checkPlace();
    void takeKind();
    bool hasOption(const DataSpec& spec, const std::string& name) const;
    void takeOption(const std::string& name, const std::string& value); ///< empty: the default
    template <typename Change> void edit(Change change);
    template <typename Change> void editSpec(Change change);

    DataConfig config_;
    QString dataProblem_;
    std::map<std::string, DataSpec> specs_; ///< by kind, so that going back to a kind finds what it had
    int ownKinds_ = 0;                      ///< in the list below; more than these are of the value alone
    QComboBox* kind_ = nullptr;
    PathRow* folder_ = nullptr;
    PathRow* file_ = nullptr;
    QLineEdit* target_ = nullptr;
    ScientificSpinBox* noise_ = nullptr;
    IntegerSpinBox* count_ = nullptr;
    IntegerSpinBox* classes_ = nullptr;
    IntegerSpinBox* size_ = nullptr;
    QComboBox* normalization_ = nullptr;
    QComboBox* augmentation_ = nullptr;
    IntegerSpinBox* limit_ = nullptr;
    IntegerSpinBox* seed_ = nullptr;
    NotesField* notes_ = nullptr;
};

} // namespace cyclo::ui
