// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/views/FileChooser.h"

#include <QObject>

#include <functional>

namespace cyclo::ui {

class Workspace;

/// Opens range tests that were recorded elsewhere, by this program or another finder (CurveImport.h), as the
/// workspace's last one: judged anew, drawn and picked on like one that was run here.
class CurveDesk : public QObject {
    Q_OBJECT

public:
    CurveDesk(Workspace& workspace, QWidget& window);

    void setFileChooser(FileChooser chooser) { chooser_ = std::move(chooser); }

    /// Of a single column of learning rates (.npy) it asks for the file of the losses.
    void open(const QString& path);

signals:
    void reported(const QString& sentence); ///< what was read
    void failed(const QString& sentence);   ///< why it was not
    void opened();                          ///< the workspace has the curve

private:
    Workspace& workspace_;
    QWidget& window_;
    FileChooser chooser_;
};

} // namespace cyclo::ui
