// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/NotesField.h"

#include <QFontMetrics>
#include <QSignalBlocker>

namespace cyclo::ui {

namespace {

constexpr int kLines = 5;
constexpr int kFrame = 12;

} // namespace

NotesField::NotesField(QWidget* parent) : QPlainTextEdit(parent) {
    setTabChangesFocus(true);
    setPlaceholderText(tr("What this experiment is about, what was seen. Kept in the experiment's file."));
    setAccessibleName(tr("Notes on the experiment"));
    setFixedHeight(kLines * QFontMetrics(font()).lineSpacing() + kFrame);
    connect(this, &QPlainTextEdit::textChanged, this, [this] { emit notesEdited(toPlainText()); });
}

void NotesField::setNotes(const QString& notes) {
    if (notes == toPlainText()) return; // what is being written keeps its cursor
    const QSignalBlocker quiet(this);
    setPlainText(notes);
}

} // namespace cyclo::ui
