// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/Theme.h"
#include "ui/views/PageId.h"

#include <QMap>

#include <array>

class QAction;
class QActionGroup;
class QMainWindow;

namespace cyclo::ui {

/// The actions of the window and the menus they stand in. Text, shortcut and tooltip of each are said here
/// and nowhere else; the window connects them.
struct WindowActions {
    explicit WindowActions(QMainWindow& window);

    QAction* open = nullptr; ///< an experiment, a schedule or a recorded curve
    QAction* save = nullptr; ///< the experiment
    QAction* saveAs = nullptr;
    QAction* saveSchedule = nullptr;
    QAction* saveChart = nullptr;
    QAction* quit = nullptr;
    QAction* undo = nullptr;
    QAction* redo = nullptr;
    QAction* clearPicks = nullptr;
    QAction* fit = nullptr;
    QAction* table = nullptr; ///< of the chart at hand
    QAction* logLoss = nullptr;
    QAction* foldRuns = nullptr;
    QAction* fullScreen = nullptr;
    QAction* primary = nullptr; ///< what the primary button does
    QAction* rangeTest = nullptr;
    QAction* train = nullptr;
    QAction* tune = nullptr; ///< the page of the whole recipe
    QAction* stop = nullptr;
    QAction* keyboard = nullptr;
    QAction* about = nullptr;
    QActionGroup* themes = nullptr;
    QMap<ThemeChoice, QAction*> theme;
    std::array<QAction*, kPages.size()> pages{};

private:
    void createFileMenu(QMainWindow& window);
    void createEditMenu(QMainWindow& window);
    void createViewMenu(QMainWindow& window);
    void createRunMenu(QMainWindow& window);
    void createHelpMenu(QMainWindow& window);
};

} // namespace cyclo::ui
