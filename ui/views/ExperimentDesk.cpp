// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/ExperimentDesk.h"

#include <QDir>
#include <QFileInfo>
#include <QWidget>

#include <algorithm>

namespace cyclo::ui {

namespace {

const QString kFirstName = QStringLiteral("experiment.cyclo.json");

PageId pageOf(const std::string& name) {
    const auto found = std::ranges::find(kPageNames, name);
    return found == kPageNames.end() ? PageId::LearningRate
                                     : kPages[static_cast<std::size_t>(found - kPageNames.begin())];
}

} // namespace

ExperimentDesk::ExperimentDesk(Workspace& workspace, QWidget& window)
    : QObject(&window), workspace_(workspace), window_(window), chooser_(dialogFileChooser()) {
    connect(&workspace_, &Workspace::experimentChanged, this, &ExperimentDesk::fileChanged);
}

bool ExperimentDesk::isModified() const {
    return !path_.isEmpty() && workspace_.experiment() != saved_;
}

bool ExperimentDesk::save(PageId page) {
    return path_.isEmpty() ? saveAs(page) : write(path_, page);
}

bool ExperimentDesk::saveAs(PageId page) {
    const QString name = path_.isEmpty() ? kFirstName : QFileInfo(path_).fileName();
    const QString path = chooser_.save(&window_, tr("Save the experiment"), name);
    return !path.isEmpty() && write(path, page);
}

void ExperimentDesk::open(const QString& path) {
    try {
        file_ = loadExperiment(pathOf(path));
    } catch (const FileError& problem) {
        emit failed(QString::fromUtf8(problem.what()));
        return;
    }
    path_ = path;
    saved_ = {.config = file_.config,
              .picks = {file_.minLr, file_.maxLr},
              .notes = QString::fromStdString(file_.notes),
              .sweeps = file_.sweeps,
              .tune = file_.tune};
    workspace_.setExperiment(saved_, tr("opening of an experiment"));
    emit fileChanged();
    emit opened(pageOf(file_.page));
    emit reported(tr("Opened %1.").arg(QDir::toNativeSeparators(path)));
}

bool ExperimentDesk::write(const QString& path, PageId page) {
    const Experiment& experiment = workspace_.experiment();
    ExperimentDocument document = file_;
    document.config = experiment.config;
    document.minLr = experiment.picks.minLr;
    document.maxLr = experiment.picks.maxLr;
    document.notes = experiment.notes.toStdString();
    document.sweeps = experiment.sweeps;
    document.tune = experiment.tune;
    document.page = kPageNames[static_cast<std::size_t>(std::ranges::find(kPages, page) - kPages.begin())];
    try {
        saveExperiment(pathOf(path), document);
    } catch (const FileError& problem) {
        emit failed(QString::fromUtf8(problem.what()));
        return false;
    }
    file_ = document;
    saved_ = experiment;
    path_ = path;
    emit fileChanged();
    emit reported(tr("Saved %1.").arg(QDir::toNativeSeparators(path)));
    return true;
}

} // namespace cyclo::ui
