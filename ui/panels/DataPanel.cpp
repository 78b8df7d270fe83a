// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/DataPanel.h"

#include "ui/panels/Choice.h"
#include "ui/panels/IntegerSpinBox.h"

#include <QComboBox>
#include <QDir>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>

#include <utility>

namespace cyclo::ui {

namespace {

constexpr int kKinds = 3;
constexpr int kBrowseWidth = 32;

struct SpecParts {
    QString kind;
    QString folder;
};

bool needsFolder(const QString& kind) {
    return kind == QLatin1String("mnist") || kind == QLatin1String("fashion");
}

/// "mnist:DIR" is kind and folder; a spec that this panel does not know is a kind of its own.
SpecParts partsOf(const std::string& spec) {
    const QString text = QString::fromStdString(spec);
    const QString kind = text.section(QLatin1Char(':'), 0, 0);
    if (!needsFolder(kind)) return {text, {}};
    return {kind, text.mid(kind.size() + 1)};
}

std::string specOf(const SpecParts& parts) {
    return (needsFolder(parts.kind) ? parts.kind + QLatin1Char(':') + parts.folder : parts.kind)
        .toStdString();
}

QString askForFolder(QWidget* parent, const QString& start) {
    return QFileDialog::getExistingDirectory(parent, DataPanel::tr("Folder of the data set"), start);
}

} // namespace

DataPanel::DataPanel(QWidget* parent) : Panel(parent), chooseFolder_(askForFolder) {
    createFields();
    connectSignals();
    show();
}

void DataPanel::createFields() {
    addTitle(tr("Data"));

    kind_ = new QComboBox;
    kind_->addItem(tr("Glyphs (built in)"), QStringLiteral("glyphs"));
    kind_->addItem(tr("MNIST folder"), QStringLiteral("mnist"));
    kind_->addItem(tr("Fashion-MNIST folder"), QStringLiteral("fashion"));
    addField(tr("Data set"), kind_,
             tr("What the network learns from. Glyphs are made by the program and need no file; the others "
                "are IDX "
                "files, plain, .gz or .xz. Default: Glyphs."));

    folderRow_ = new QWidget;
    folder_ = new QLineEdit;
    browse_ = new QPushButton(QStringLiteral("…"));
    browse_->setToolTip(tr("Choose the folder"));
    browse_->setAccessibleName(tr("Choose the folder"));
    browse_->setFixedWidth(kBrowseWidth);
    auto* line = new QHBoxLayout(folderRow_);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(4);
    line->addWidget(folder_);
    line->addWidget(browse_);
    folderRow_->setFocusProxy(folder_);
    addField(tr("Folder"), folderRow_,
             tr("Holds the four IDX files under their usual names, as they are downloaded."));
    folder_->setAccessibleName(tr("Folder"));

    normalization_ = new QComboBox;
    normalization_->addItem(tr("standardize"), static_cast<int>(Normalization::Standardize));
    normalization_->addItem(tr("unit (x / 255)"), static_cast<int>(Normalization::Unit));
    normalization_->addItem(tr("mean image"), static_cast<int>(Normalization::MeanImage));
    normalization_->addItem(tr("none"), static_cast<int>(Normalization::None));
    addField(tr("Normalization"), normalization_,
             tr("How values become network inputs. Default: standardize, the training set's mean and "
                "deviation per "
                "channel; papers on MNIST often use unit."));

    limit_ = new IntegerSpinBox;
    limit_->setRange(1);
    limit_->setStepping(IntegerSpinBox::Stepping::OneTwoFive);
    limit_->setSpecialText(tr("all"));
    addNumber(tr("Training samples"), limit_,
              tr("Takes only the first so many, for quick looks; usually all. Default: all."));

    seed_ = new IntegerSpinBox;
    addNumber(tr("Data seed"), seed_,
              tr("Of generated samples and of a split the program makes. Any whole number; default: 1."));
}

void DataPanel::connectSignals() {
    connect(kind_, &QComboBox::activated, this, &DataPanel::takeKind);
    connect(folder_, &QLineEdit::editingFinished, this, &DataPanel::takeFolder);
    connect(browse_, &QPushButton::clicked, this, &DataPanel::browse);
    connect(normalization_, &QComboBox::activated, this, [this] {
        edit([this](DataConfig& c) {
            c.normalization = static_cast<Normalization>(normalization_->currentData().toInt());
        });
    });
    const auto takeLimit = [this] {
        edit([this](DataConfig& c) {
            const auto limit = limit_->optionalValue();
            c.limit = limit ? std::optional(static_cast<std::int64_t>(*limit)) : std::nullopt;
        });
    };
    connect(limit_, &IntegerSpinBox::valueChanged, this, takeLimit);
    connect(limit_, &IntegerSpinBox::unset, this, takeLimit);
    connect(seed_, &IntegerSpinBox::valueChanged, this,
            [this](quint64 seed) { edit([seed](DataConfig& c) { c.seed = seed; }); });
}

template <typename Change> void DataPanel::edit(Change change) {
    const DataConfig before = config_;
    change(config_);
    if (config_ == before) return;
    dataProblem_.clear(); // it was about the value before
    show();
    emit configChanged(config_);
}

void DataPanel::setConfig(const DataConfig& config) {
    if (config != config_) dataProblem_.clear();
    config_ = config;
    show();
}

void DataPanel::show() {
    const SpecParts parts = partsOf(config_.spec);
    showChoice(*kind_, parts.kind, kKinds);
    if (folder_->text() != parts.folder) folder_->setText(parts.folder);
    if (needsFolder(parts.kind)) folders_.insert(parts.kind, parts.folder);
    setFieldShown(folderRow_, needsFolder(parts.kind));
    normalization_->setCurrentIndex(normalization_->findData(static_cast<int>(config_.normalization)));
    limit_->setOptionalValue(config_.limit ? std::optional(static_cast<quint64>(*config_.limit))
                                           : std::nullopt);
    seed_->setValue(config_.seed);
    checkFolder();
}

void DataPanel::checkFolder() {
    const SpecParts parts = partsOf(config_.spec);
    const bool missing = needsFolder(parts.kind) && parts.folder.isEmpty();
    const QString problem = missing ? tr("Choose the folder that holds the files.") : dataProblem_;
    setFieldProblem(folderRow_, problem);
    setFieldProblem(kind_, needsFolder(parts.kind) ? QString() : problem);
}

void DataPanel::showDataProblem(const QString& message) {
    dataProblem_ = message;
    checkFolder();
}

void DataPanel::setFolderChooser(FolderChooser chooser) {
    chooseFolder_ = std::move(chooser);
}

void DataPanel::takeKind() {
    const QString kind = kind_->currentData().toString();
    edit([&](DataConfig& c) { c.spec = specOf({kind, folders_.value(kind)}); });
}

void DataPanel::takeFolder() {
    edit([&](DataConfig& c) { c.spec = specOf({partsOf(c.spec).kind, folder_->text().trimmed()}); });
}

void DataPanel::browse() {
    const QString start = folder_->text().isEmpty() ? QDir::homePath() : folder_->text();
    const QString chosen = chooseFolder_(this, start);
    if (chosen.isEmpty()) return;
    folder_->setText(chosen);
    takeFolder();
}

} // namespace cyclo::ui
