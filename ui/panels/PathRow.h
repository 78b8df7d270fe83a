// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QWidget>

#include <functional>

class QLineEdit;

namespace cyclo::ui {

/// Asks a person for a folder or file. @return its path; empty if the person changed their mind
using PathChooser = std::function<QString(QWidget* parent, const QString& start)>;

/// A path to type, and a button that asks for it.
class PathRow : public QWidget {
    Q_OBJECT

public:
    /// @param name  of the field, for screen readers; `choose` is that of the button
    PathRow(const QString& name, const QString& choose, PathChooser chooser, QWidget* parent = nullptr);

    QString path() const;
    void setPath(const QString& path); ///< no signal
    void setChooser(PathChooser chooser);

signals:
    void pathEntered(const QString& path); ///< typed to its end, or chosen

private:
    void browse();

    PathChooser chooser_;
    QLineEdit* line_ = nullptr;
};

} // namespace cyclo::ui
