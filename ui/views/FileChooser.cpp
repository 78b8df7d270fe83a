// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/FileChooser.h"

#include <QCoreApplication>
#include <QFileDialog>
#include <QFileInfo>

#include <memory>

namespace cyclo::ui {

namespace {

QString filterFor(const QString& suffix) {
    if (suffix == QLatin1String("cyclo.json"))
        return QCoreApplication::translate("FileChooser", "Experiments (*.cyclo.json);;All files (*)");
    QStringList patterns;
    for (const QString& each : suffix.split(QLatin1Char(' ')))
        patterns << QStringLiteral("*.") + each;
    return QCoreApplication::translate("FileChooser", "%1 files (%2);;All files (*)")
        .arg(suffix.toUpper().replace(QLatin1Char(' '), QLatin1String(", ")),
             patterns.join(QLatin1Char(' ')));
}

QString ask(QFileDialog& dialog, QString& folder) {
    if (!folder.isEmpty()) dialog.setDirectory(folder);
    if (dialog.exec() != QDialog::Accepted) return {};
    const QString path = dialog.selectedFiles().value(0);
    folder = QFileInfo(path).absolutePath();
    return path;
}

} // namespace

std::filesystem::path pathOf(const QString& path) {
    return path.toStdU16String();
}

FileChooser dialogFileChooser() {
    const auto folder = std::make_shared<QString>();
    FileChooser chooser;
    chooser.save = [folder](QWidget* parent, const QString& title, const QString& name) {
        const QString suffix = QFileInfo(name).completeSuffix();
        QFileDialog dialog(parent, title, {}, filterFor(suffix));
        dialog.setAcceptMode(QFileDialog::AcceptSave);
        dialog.setDefaultSuffix(suffix);
        dialog.selectFile(name);
        return ask(dialog, *folder);
    };
    chooser.open = [folder](QWidget* parent, const QString& title, const QString& suffix) {
        QFileDialog dialog(parent, title, {}, filterFor(suffix));
        dialog.setAcceptMode(QFileDialog::AcceptOpen);
        dialog.setFileMode(QFileDialog::ExistingFile);
        return ask(dialog, *folder);
    };
    chooser.folder = [folder](QWidget* parent, const QString& title) {
        QFileDialog dialog(parent, title);
        dialog.setAcceptMode(QFileDialog::AcceptOpen);
        dialog.setFileMode(QFileDialog::Directory);
        dialog.setOption(QFileDialog::ShowDirsOnly);
        return ask(dialog, *folder);
    };
    return chooser;
}

} // namespace cyclo::ui
