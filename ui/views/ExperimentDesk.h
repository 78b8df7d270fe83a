// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/persistence/ExperimentDocument.h"
#include "ui/views/FileChooser.h"
#include "ui/views/PageId.h"
#include "ui/views/Workspace.h"

#include <QObject>

namespace cyclo::ui {

/// The experiment's file: opens it into the workspace and saves it back, with all that the file holds beyond
/// what this program knows. A file is replaced whole or not at all.
class ExperimentDesk : public QObject {
    Q_OBJECT

public:
    ExperimentDesk(Workspace& workspace, QWidget& window);

    void setFileChooser(FileChooser chooser) { chooser_ = std::move(chooser); }

    QString path() const { return path_; } ///< empty until it was opened or saved
    bool isModified() const;               ///< a file is open and the experiment is no longer what it says

    /// @param page  of the window, which the file remembers. @return false if nothing was written
    bool save(PageId page); ///< asks for a path where there is none yet
    bool saveAs(PageId page);
    void open(const QString& path);

signals:
    void reported(const QString& sentence); ///< what was written or read
    void failed(const QString& sentence);   ///< why it was not
    void opened(cyclo::ui::PageId page);    ///< which page the file was left on
    void fileChanged();                     ///< the path, or whether the experiment differs from it

private:
    bool write(const QString& path, PageId page);

    Workspace& workspace_;
    QWidget& window_;
    FileChooser chooser_;
    QString path_;
    ExperimentDocument file_; ///< as it was read or written last
    Experiment saved_;
};

} // namespace cyclo::ui
