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

QString tr(const char* text) {
    return QCoreApplication::translate("WindowActions", text);
}

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
    QMenu* menu = window.menuBar()->addMenu(tr("&File"));
    open = add(menu, tr("&Open experiment or schedule…"), QKeySequence::Open);
    save = add(menu, tr("&Save experiment"), QKeySequence::Save);
    saveAs = add(menu, tr("Save experiment &as…"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_S));
    menu->addSeparator();
    saveSchedule = add(menu, tr("&Export schedule…"), QKeySequence(Qt::CTRL | Qt::Key_E));
    saveChart = add(menu, tr("Export &chart…"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_E));
    menu->addSeparator();
    quit = add(menu, tr("&Quit"), QKeySequence(Qt::CTRL | Qt::Key_Q));
}

void WindowActions::createEditMenu(QMainWindow& window) {
    QMenu* menu = window.menuBar()->addMenu(tr("&Edit"));
    undo = add(menu, tr("&Undo"), QKeySequence::Undo);
    redo = add(menu, tr("&Redo"), QKeySequence::Redo);
    menu->addSeparator();
    clearPicks = add(menu, tr("&Clear picks"), QKeySequence(Qt::CTRL | Qt::Key_Backspace));
}

void WindowActions::createViewMenu(QMainWindow& window) {
    QMenu* menu = window.menuBar()->addMenu(tr("&View"));
    const QString words[] = {tr("&Data"),
                             tr("&Network"),
                             tr("&Learning rate"),
                             tr("&Batch size"),
                             tr("&Momentum && schedule"),
                             tr("&Weight decay"),
                             tr("&Train"),
                             tr("&Export"),
                             tr("T&une")};
    for (std::size_t i = 0; i < pages.size(); ++i)
        pages[i] = add(menu, words[i], QKeySequence(Qt::CTRL | Qt::Key(Qt::Key_1 + static_cast<int>(i))));
    menu->addSeparator();
    fit = add(menu, tr("&Fit charts"), QKeySequence(Qt::CTRL | Qt::Key_0));
    table = add(menu, tr("Chart as a ta&ble"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_T));
    logLoss =
        add(menu, tr("L&ogarithmic loss of the training"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_L));
    logLoss->setCheckable(true);
    foldRuns = add(menu, tr("List of &runs"), QKeySequence(Qt::CTRL | Qt::Key_L));
    foldRuns->setCheckable(true);
    menu->addSeparator();
    QMenu* themeMenu = menu->addMenu(tr("T&heme"));
    themes = new QActionGroup(&window);
    const auto addTheme = [&](ThemeChoice choice, const QString& text) {
        QAction* action = themes->addAction(themeMenu->addAction(text));
        action->setCheckable(true);
        theme.insert(choice, action);
    };
    addTheme(ThemeChoice::System, tr("&System"));
    addTheme(ThemeChoice::Light, tr("&Light"));
    addTheme(ThemeChoice::Dark, tr("&Dark"));
    fullScreen = add(menu, tr("F&ull screen"), QKeySequence(Qt::Key_F11));
    fullScreen->setCheckable(true);
}

void WindowActions::createRunMenu(QMainWindow& window) {
    QMenu* menu = window.menuBar()->addMenu(tr("&Run"));
    primary = add(menu, tr("Run range test"), QKeySequence(Qt::Key_F5));
    menu->addSeparator();
    rangeTest = add(menu, tr("&Range test"), QKeySequence(Qt::CTRL | Qt::Key_R));
    train = add(menu, tr("&Train"), QKeySequence(Qt::CTRL | Qt::Key_T));
    tune = add(menu, tr("T&une the whole recipe…"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_R));
    menu->addSeparator();
    stop = add(menu, tr("&Stop"), QKeySequence(Qt::CTRL | Qt::Key_Period));
}

void WindowActions::createHelpMenu(QMainWindow& window) {
    QMenu* menu = window.menuBar()->addMenu(tr("&Help"));
    keyboard = add(menu, tr("&Keyboard"), QKeySequence(Qt::Key_F1));
    about = add(menu, tr("&About Cyclometer"));
}

} // namespace cyclo::ui
