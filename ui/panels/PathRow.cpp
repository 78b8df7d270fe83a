// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/PathRow.h"

#include <QDir>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>

#include <utility>

namespace cyclo::ui {

PathRow::PathRow(const QString& name, const QString& choose, PathChooser chooser, QWidget* parent)
    : QWidget(parent), chooser_(std::move(chooser)), line_(new QLineEdit) {
    constexpr int kBrowseWidth = 32;
    auto* browse = new QPushButton(QStringLiteral("…"));
    browse->setToolTip(choose);
    browse->setAccessibleName(choose);
    browse->setFixedWidth(kBrowseWidth);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(4);
    row->addWidget(line_);
    row->addWidget(browse);
    line_->setAccessibleName(name);
    setFocusProxy(line_);
    connect(line_, &QLineEdit::editingFinished, this, [this] { emit pathEntered(path()); });
    connect(browse, &QPushButton::clicked, this, &PathRow::browse);
}

QString PathRow::path() const {
    return line_->text().trimmed();
}

void PathRow::setPath(const QString& path) {
    if (line_->text() != path) line_->setText(path);
}

void PathRow::setChooser(PathChooser chooser) {
    chooser_ = std::move(chooser);
}

void PathRow::browse() {
    const QString chosen = chooser_(this, path().isEmpty() ? QDir::homePath() : path());
    if (chosen.isEmpty()) return;
    line_->setText(chosen);
    emit pathEntered(chosen);
}

} // namespace cyclo::ui
