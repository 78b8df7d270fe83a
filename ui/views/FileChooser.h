// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <filesystem>
#include <functional>

class QWidget;

namespace cyclo::ui {

/// Asks a person for a file or a folder. Each function returns a path, empty if the person changed their
/// mind.
struct FileChooser {
    /// @param name    suggested, with its suffix; the suffix is added where a person leaves it out
    std::function<QString(QWidget* parent, const QString& title, const QString& name)> save;
    /// @param suffix  without dot; several with blanks between them
    std::function<QString(QWidget* parent, const QString& title, const QString& suffix)> open;
    std::function<QString(QWidget* parent, const QString& title)> folder = {}; ///< one that is there
};

/// As the file system wants it.
std::filesystem::path pathOf(const QString& path);

/// The desktop's dialogs; each remembers its last folder.
FileChooser dialogFileChooser();

} // namespace cyclo::ui
