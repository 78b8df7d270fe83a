// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPlainTextEdit>

namespace cyclo::ui {

/// A few lines of plain text of a person's own. Tab leaves it.
class NotesField : public QPlainTextEdit {
    Q_OBJECT

public:
    explicit NotesField(QWidget* parent = nullptr);

    void setNotes(const QString& notes); ///< no signal

signals:
    void notesEdited(const QString& notes); ///< at every change by hand
};

} // namespace cyclo::ui
