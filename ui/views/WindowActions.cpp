// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/WindowActions.h"

#include <QAction>
#include <QActionGroup>
#include <QCoreApplication>
#include <QMainWindow>
#include <QMenu>
#include <QMenuBar>

namespace cyclo::ui {

namespace {

struct WindowActionsText {
    Q_DECLARE_TR_FUNCTIONS(WindowActions)
};

QAction* add(QMenu* menu, const QString& text, const QKeySequence& keys = {}) {
    QAction* action = menu->addAction(text);
    action->setShortcut(keys);
    return action;
}

} // namespace

WindowActions::WindowActions(QMainWindow& window) {
    createFileMenu(window);
    createEditMenu(window);
    createViewMenu(window);
    createRunMenu(window);
    createHelpMenu(window);
}

void WindowActions::createFileMenu(QMainWindow& window) {
    QMenu* menu = window.menuBar()->addMenu(WindowActionsText::tr("&File"));
    open = add(menu, WindowActionsText::tr("&Open experiment, schedule or curve…"), QKeySequence::Open);
    save = add(menu, WindowActionsText::tr("&Save experiment"), QKeySequence::Save);
    saveAs = add(menu, WindowActionsText::tr("Save experiment &as…"),
                 QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_S));
    menu->addSeparator();
    saveSchedule = add(menu, WindowActionsText::tr("&Export schedule…"), QKeySequence(Qt::CTRL | Qt::Key_E));
    saveChart =
        add(menu, WindowActionsText::tr("Export &chart…"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_E));
    menu->addSeparator();
    quit = add(menu, WindowActionsText::tr("&Quit"), QKeySequence(Qt::CTRL | Qt::Key_Q));
}

void WindowActions::createEditMenu(QMainWindow& window) {
    QMenu* menu = window.menuBar()->addMenu(WindowActionsText::tr("&Edit"));
    undo = add(menu, WindowActionsText::tr("&Undo"), QKeySequence::Undo);
    redo = add(menu, WindowActionsText::tr("&Redo"), QKeySequence::Redo);
    menu->addSeparator();
    clearPicks = add(menu, WindowActionsText::tr("&Clear picks"), QKeySequence(Qt::CTRL | Qt::Key_Backspace));
}

void WindowActions::createViewMenu(QMainWindow& window) {
    QMenu* menu = window.menuBar()->addMenu(WindowActionsText::tr("&View"));
    const QString words[] = {WindowActionsText::tr("&Data"),
                             WindowActionsText::tr("&Network"),
                             WindowActionsText::tr("&Learning rate"),
                             WindowActionsText::tr("&Batch size"),
                             WindowActionsText::tr("&Momentum && schedule"),
                             WindowActionsText::tr("&Weight decay"),
                             WindowActionsText::tr("&Train"),
                             WindowActionsText::tr("&Export"),
                             WindowActionsText::tr("T&une")};
    for (std::size_t i = 0; i < pages.size(); ++i)
        pages[i] = add(menu, words[i], QKeySequence(Qt::CTRL | Qt::Key(Qt::Key_1 + static_cast<int>(i))));
    menu->addSeparator();
    fit = add(menu, WindowActionsText::tr("&Fit charts"), QKeySequence(Qt::CTRL | Qt::Key_0));
    table =
        add(menu, WindowActionsText::tr("Chart as a ta&ble"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_T));
    logLoss = add(menu, WindowActionsText::tr("L&ogarithmic loss of the training"),
                  QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_L));
    logLoss->setCheckable(true);
    foldRuns = add(menu, WindowActionsText::tr("List of &runs"), QKeySequence(Qt::CTRL | Qt::Key_L));
    foldRuns->setCheckable(true);
    menu->addSeparator();
    QMenu* themeMenu = menu->addMenu(WindowActionsText::tr("T&heme"));
    themes = new QActionGroup(&window);
    const auto addTheme = [&](ThemeChoice choice, const QString& text) {
        QAction* action = themes->addAction(themeMenu->addAction(text));
        action->setCheckable(true);
        theme.insert(choice, action);
    };
    addTheme(ThemeChoice::System, WindowActionsText::tr("&System"));
    addTheme(ThemeChoice::Light, WindowActionsText::tr("&Light"));
    addTheme(ThemeChoice::Dark, WindowActionsText::tr("&Dark"));
    fullScreen = add(menu, WindowActionsText::tr("F&ull screen"), QKeySequence(Qt::Key_F11));
    fullScreen->setCheckable(true);
}

void WindowActions::createRunMenu(QMainWindow& window) {
    QMenu* menu = window.menuBar()->addMenu(WindowActionsText::tr("&Run"));
    primary = add(menu, WindowActionsText::tr("Run range test"), QKeySequence(Qt::Key_F5));
    menu->addSeparator();
    rangeTest = add(menu, WindowActionsText::tr("&Range test"), QKeySequence(Qt::CTRL | Qt::Key_R));
    train = add(menu, WindowActionsText::tr("&Train"), QKeySequence(Qt::CTRL | Qt::Key_T));
    tune = add(menu, WindowActionsText::tr("T&une the whole recipe…"),
               QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_R));
    menu->addSeparator();
    stop = add(menu, WindowActionsText::tr("&Stop"), QKeySequence(Qt::CTRL | Qt::Key_Period));
}

void WindowActions::createHelpMenu(QMainWindow& window) {
    QMenu* menu = window.menuBar()->addMenu(WindowActionsText::tr("&Help"));
    keyboard = add(menu, WindowActionsText::tr("&Keyboard"), QKeySequence(Qt::Key_F1));
    about = add(menu, WindowActionsText::tr("&About Cyclometer"));
}

} // namespace cyclo::ui
