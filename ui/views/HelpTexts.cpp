// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/HelpTexts.h"

#include <QCoreApplication>
#include <QDialog>
#include <QDialogButtonBox>
#include <QLabel>
#include <QVBoxLayout>

namespace cyclo::ui {

namespace {

struct HelpText {
    Q_DECLARE_TR_FUNCTIONS(HelpTexts)
};

QString keyboardText() {
    const struct {
        const char* keys;
        const char* meaning;
    } rows[] = {
        {"F5, Space", QT_TRANSLATE_NOOP("HelpTexts", "do what the button at the top right says; stop a run")},
        {"Ctrl+R, Ctrl+T, Ctrl+.", QT_TRANSLATE_NOOP("HelpTexts", "range test, train, stop")},
        {"Ctrl+Shift+R", QT_TRANSLATE_NOOP("HelpTexts", "tune the whole recipe")},
        {"Ctrl+1 … Ctrl+9", QT_TRANSLATE_NOOP("HelpTexts", "go to a page")},
        {"Ctrl+Z, Ctrl+Shift+Z", QT_TRANSLATE_NOOP("HelpTexts", "undo and redo an edit or a pick")},
        {"Ctrl+O, Ctrl+S",
         QT_TRANSLATE_NOOP("HelpTexts", "open an experiment, a schedule or a recorded curve; save the "
                                        "experiment")},
        {"Ctrl+E, Ctrl+Shift+E",
         QT_TRANSLATE_NOOP("HelpTexts", "export the schedule, the chart of this page")},
        {"Ctrl+L", QT_TRANSLATE_NOOP("HelpTexts", "show or fold the list of runs")},
        {"Ctrl+Shift+L", QT_TRANSLATE_NOOP("HelpTexts", "losses of a training on a logarithmic axis")},
        {"F11, F1, Ctrl+Q", QT_TRANSLATE_NOOP("HelpTexts", "full screen, this list, quit")},
        {"", ""},
        {"click, Shift+click", QT_TRANSLATE_NOOP("HelpTexts", "on the curve: pick the largest, the smallest "
                                                              "learning rate")},
        {"← →, Ctrl+← →", QT_TRANSLATE_NOOP("HelpTexts", "in a chart: by one sample, by ten")},
        {"H, Shift+H", QT_TRANSLATE_NOOP("HelpTexts", "in a chart: take the next handle, the one before; the "
                                                      "arrow keys move it")},
        {"U, L", QT_TRANSLATE_NOOP("HelpTexts", "pick the largest, the smallest learning rate at the line")},
        {"T, Ctrl+C, Ctrl+Shift+C",
         QT_TRANSLATE_NOOP("HelpTexts", "a chart's numbers as a table; copy its picture, its numbers")},
        {"Space+drag, middle drag", QT_TRANSLATE_NOOP("HelpTexts", "move the view")},
        {"wheel, + and −",
         QT_TRANSLATE_NOOP("HelpTexts", "zoom; with Ctrl only sideways, with Shift only up")},
        {"0, double click", QT_TRANSLATE_NOOP("HelpTexts", "show everything again")},
        {"Alt+← →", QT_TRANSLATE_NOOP("HelpTexts", "the zoom before, the zoom after")},
        {"Esc", QT_TRANSLATE_NOOP("HelpTexts", "take back a drag, a typed number; close a message")},
    };
    QString text = QStringLiteral("<table cellspacing='4'>");
    for (const auto& row : rows)
        text += QStringLiteral("<tr><td><b>%1</b>&nbsp;&nbsp;&nbsp;</td><td>%2</td></tr>")
                    .arg(QString::fromUtf8(row.keys), *row.meaning ? HelpText::tr(row.meaning) : QString());
    return text + QStringLiteral("</table>");
}

QString aboutText() {
    return HelpText::tr(
               "<h3>Cyclometer %1</h3>"
               "<p>Finds the learning rate, cycles momentum against it, and takes the schedule away.</p>"
               "<p>Qt %2, oneDNN for the networks. Built on Leslie Smith's “A disciplined approach to neural "
               "network hyper-parameters” (arXiv:1803.09820).</p>"
               "<p>Free software under the GNU General Public License, version 3 or later; no warranty. What "
               "you export (schedules, weights, pictures) is yours.</p>"
               "<p>No network access, no telemetry.</p>")
        .arg(QCoreApplication::applicationVersion(), QString::fromLatin1(qVersion()));
}

void showText(QWidget* parent, const QString& title, const QString& text) {
    auto* dialog = new QDialog(parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(title);
    auto* label = new QLabel(text, dialog);
    label->setTextFormat(Qt::RichText);
    label->setWordWrap(true);
    label->setMinimumWidth(480);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, dialog);
    QObject::connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::reject);
    auto* layout = new QVBoxLayout(dialog);
    layout->setContentsMargins(24, 24, 24, 16);
    layout->setSpacing(16);
    layout->addWidget(label);
    layout->addWidget(buttons);
    dialog->show();
}

} // namespace

void showKeyboardHelp(QWidget* parent) {
    showText(parent, HelpText::tr("Keyboard"), keyboardText());
}

void showAbout(QWidget* parent) {
    showText(parent, HelpText::tr("About Cyclometer"), aboutText());
}

} // namespace cyclo::ui
