// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/DataPanel.h"

#include "ui/panels/Choice.h"
#include "ui/panels/IntegerSpinBox.h"
#include "ui/panels/NotesField.h"
#include "ui/panels/ScientificSpinBox.h"
#include "ui/theme/Numbers.h"

#include <QComboBox>
#include <QFileDialog>
#include <QLineEdit>

#include <algorithm>
#include <utility>

namespace cyclo::ui {

namespace {

constexpr double kUsualNoise = 0.1;
constexpr std::int64_t kUsualCount = 2000;
constexpr std::int64_t kUsualClasses = 3;

QString askForFolder(QWidget* parent, const QString& start) {
    return QFileDialog::getExistingDirectory(parent, DataPanel::tr("Folder of the data set"), start);
}

QString askForTable(QWidget* parent, const QString& start) {
    return QFileDialog::getOpenFileName(parent, DataPanel::tr("Table"), start,
                                        DataPanel::tr("Tables (*.csv *.tsv *.txt *.gz *.xz);;All files (*)"));
}

/// Where the data lie: nothing, "DIR", or "FILE...".
std::string placeKind(const std::string& kind) {
    const auto& kinds = dataKinds();
    const auto found = std::ranges::find(kinds, kind, &DataKind::name);
    return found == kinds.end() ? std::string() : found->place;
}

bool needsFolder(const std::string& kind) {
    return placeKind(kind) == "DIR";
}

bool needsFile(const std::string& kind) {
    return placeKind(kind).starts_with("FILE");
}

/// The parts of a spec, or the whole of it as a kind of its own where the parts would not give it back.
DataSpec partsOf(const std::string& text) {
    try {
        if (DataSpec spec = splitDataSpec(text); toString(spec) == text) return spec;
    } catch (const std::invalid_argument&) {
        // An option twice: shown as it is.
    }
    return {.kind = text, .place = {}, .options = {}};
}

/// A kind chosen for the first time.
DataSpec freshSpec(const std::string& kind) {
    DataSpec spec{.kind = kind, .place = {}, .options = {}};
    if (kind == "csv") spec.options["target"] = "last";
    return spec;
}

template <typename Read> auto optionOr(const DataSpec& spec, Read read, decltype(read(spec)) byDefault) {
    try {
        return read(spec);
    } catch (const std::invalid_argument&) {
        return byDefault; // what is wrong with it is said when the data are opened
    }
}

} // namespace

DataPanel::DataPanel(QWidget* parent) : Panel(parent) {
    createSource();
    createOptions();
    createTreatment();
    createNotes();
    connectSignals();
    connectOptions();
    show();
}

void DataPanel::createNotes() {
    addTitle(tr("Notes"));
    notes_ = new NotesField;
    addWide(notes_);
}

void DataPanel::createSource() {
    addTitle(tr("Data"));
    kind_ = new QComboBox;
    for (const auto& [name, label] : {std::pair{"glyphs", tr("Glyphs (built in)")},
                                      {"moons", tr("Moons (built in)")},
                                      {"circles", tr("Circles (built in)")},
                                      {"spirals", tr("Spirals (built in)")},
                                      {"blobs", tr("Blobs (built in)")},
                                      {"mnist", tr("MNIST folder")},
                                      {"fashion", tr("Fashion-MNIST folder")},
                                      {"cifar10", tr("CIFAR-10 folder")},
                                      {"cifar100", tr("CIFAR-100 folder")},
                                      {"images", tr("Image folders")},
                                      {"csv", tr("Table (CSV)")}})
        kind_->addItem(label, QString::fromLatin1(name));
    ownKinds_ = kind_->count();
    addField(tr("Data set"), kind_,
             tr("What the network learns from. Those built in are made by the program and need no file. "
                "Default: Glyphs."));
    folder_ = new PathRow(tr("Folder"), tr("Choose the folder"), askForFolder);
    addField(
        tr("Folder"), folder_,
        tr("Holds the files under their usual names, as they are downloaded; for images one folder for each "
           "class, or such folders under train and test or val."));
    file_ = new PathRow(tr("File"), tr("Choose the file"), askForTable);
    addField(tr("File"), file_,
             tr("A table separated by comma, semicolon or tab, plain, .gz or .xz; the first line may hold "
                "names."));
}

void DataPanel::createOptions() {
    target_ = new QLineEdit;
    addField(
        tr("Target"), target_,
        tr("The column to learn: its name, its number from 1, or last. Text and whole numbers are classes, "
           "real numbers are not; several with commas. Default: last."));
    noise_ = new ScientificSpinBox;
    noise_->setMinimum(0.0);
    noise_->setMaximum(10.0);
    noise_->setLinearStep(0.05);
    addNumber(tr("Noise"), noise_,
              tr("Standard deviation of the points around their curve; usually 0 to 0.5. Default: 0.1."));
    count_ = new IntegerSpinBox;
    count_->setRange(10, 1'000'000);
    count_->setStepping(IntegerSpinBox::Stepping::OneTwoFive);
    addNumber(tr("Points"), count_, tr("Of training and test together. Default: 2,000."));
    classes_ = new IntegerSpinBox;
    classes_->setRange(2, 10);
    addNumber(tr("Classes"), classes_, tr("Arms or blobs, 2 to 10. Default: 3."));
    size_ = new IntegerSpinBox;
    size_->setRange(4, 1024);
    size_->setStepping(IntegerSpinBox::Stepping::Doubling);
    size_->setSpecialText(tr("auto"));
    addNumber(
        tr("Image size"), size_,
        tr("Height and width that the images are resized to, 4 to 1,024. Default: auto, their own if all are "
           "equal squares up to 256, else 64."));
}

void DataPanel::createTreatment() {
    normalization_ = new QComboBox;
    normalization_->addItem(tr("standardize"), static_cast<int>(Normalization::Standardize));
    normalization_->addItem(tr("unit (x / 255)"), static_cast<int>(Normalization::Unit));
    normalization_->addItem(tr("mean image"), static_cast<int>(Normalization::MeanImage));
    normalization_->addItem(tr("none"), static_cast<int>(Normalization::None));
    addField(tr("Normalization"), normalization_,
             tr("How values become network inputs. Default: standardize, the training set's mean and "
                "deviation per "
                "channel; papers on MNIST often use unit."));
    augmentation_ = new QComboBox;
    augmentation_->addItem(tr("none"), static_cast<int>(Augmentation::None));
    augmentation_->addItem(tr("flip"), static_cast<int>(Augmentation::Flip));
    augmentation_->addItem(tr("flip and crop"), static_cast<int>(Augmentation::FlipCrop));
    addField(tr("Augmentation"), augmentation_,
             tr("What chance does to each training image: left and right changed over, and a crop after "
                "padding by 4 "
                "pixels. Usual for CIFAR: flip and crop. Default: none."));
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
    connect(normalization_, &QComboBox::activated, this, [this] {
        edit([this](DataConfig& c) {
            c.normalization = static_cast<Normalization>(normalization_->currentData().toInt());
        });
    });
    connect(augmentation_, &QComboBox::activated, this, [this] {
        edit([this](DataConfig& c) {
            c.augmentation = static_cast<Augmentation>(augmentation_->currentData().toInt());
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

void DataPanel::connectOptions() {
    const auto takePath = [this](const QString& path) {
        editSpec([&](DataSpec& spec) { spec.place = path.toStdString(); });
    };
    connect(folder_, &PathRow::pathEntered, this, takePath);
    connect(file_, &PathRow::pathEntered, this, takePath);
    connect(target_, &QLineEdit::editingFinished, this,
            [this] { takeOption("target", target_->text().trimmed().toStdString()); });
    connect(noise_, &ScientificSpinBox::valueChanged, this,
            [this](double noise) { takeOption("noise", formatFull(noise).toStdString()); });
    connect(count_, &IntegerSpinBox::valueChanged, this,
            [this](quint64 count) { takeOption("count", std::to_string(count)); });
    connect(classes_, &IntegerSpinBox::valueChanged, this,
            [this](quint64 classes) { takeOption("classes", std::to_string(classes)); });
    connect(size_, &IntegerSpinBox::valueChanged, this,
            [this](quint64 size) { takeOption("size", std::to_string(size)); });
    connect(size_, &IntegerSpinBox::unset, this, [this] { takeOption("size", {}); });
}

template <typename Change> void DataPanel::edit(Change change) {
    const DataConfig before = config_;
    change(config_);
    if (config_ == before) return;
    dataProblem_.clear(); // it was about the value before
    show();
    emit configChanged(config_);
}

template <typename Change> void DataPanel::editSpec(Change change) {
    DataSpec spec = partsOf(config_.spec);
    change(spec);
    edit([&](DataConfig& c) { c.spec = toString(spec); });
}

void DataPanel::takeOption(const std::string& name, const std::string& value) {
    editSpec([&](DataSpec& spec) {
        if (value.empty())
            spec.options.erase(name);
        else
            spec.options[name] = value;
    });
}

void DataPanel::setConfig(const DataConfig& config) {
    if (config != config_) dataProblem_.clear();
    config_ = config;
    show();
}

void DataPanel::show() {
    const DataSpec spec = partsOf(config_.spec);
    showChoice(*kind_, QString::fromStdString(spec.kind), ownKinds_);
    specs_[spec.kind] = spec;
    const QString place = QString::fromStdString(spec.place);
    setFieldShown(folder_, needsFolder(spec.kind));
    setFieldShown(file_, needsFile(spec.kind));
    folder_->setPath(needsFolder(spec.kind) ? place : QString());
    file_->setPath(needsFile(spec.kind) ? place : QString());
    showOptions(spec);
    normalization_->setCurrentIndex(normalization_->findData(static_cast<int>(config_.normalization)));
    augmentation_->setCurrentIndex(augmentation_->findData(static_cast<int>(config_.augmentation)));
    limit_->setOptionalValue(config_.limit ? std::optional(static_cast<quint64>(*config_.limit))
                                           : std::nullopt);
    seed_->setValue(config_.seed);
    checkPlace();
}

bool DataPanel::hasOption(const DataSpec& spec, const std::string& name) const {
    const auto& kinds = dataKinds();
    const auto kind = std::ranges::find(kinds, spec.kind, &DataKind::name);
    return kind != kinds.end() &&
           std::ranges::find(kind->options, name, &DataOptionHelp::name) != kind->options.end();
}

void DataPanel::showOptions(const DataSpec& spec) {
    setFieldShown(target_, hasOption(spec, "target"));
    setFieldShown(noise_, hasOption(spec, "noise"));
    setFieldShown(count_, hasOption(spec, "count"));
    setFieldShown(classes_, hasOption(spec, "classes"));
    setFieldShown(size_, hasOption(spec, "size"));
    setFieldShown(augmentation_, !hasOption(spec, "noise") && !hasOption(spec, "target"));
    const auto target = spec.options.find("target");
    target_->setText(target == spec.options.end() ? QString() : QString::fromStdString(target->second));
    noise_->setValue(optionOr(
        spec, [](const DataSpec& s) { return numberOption(s, "noise", kUsualNoise, 0.0, 10.0); },
        kUsualNoise));
    const auto whole = [&](const char* name, std::int64_t usual, std::int64_t from, std::int64_t to) {
        return static_cast<quint64>(optionOr(
            spec, [&](const DataSpec& s) { return countOption(s, name, usual, from, to); }, usual));
    };
    count_->setValue(whole("count", kUsualCount, 10, 1'000'000));
    classes_->setValue(whole("classes", kUsualClasses, 2, 10));
    size_->setOptionalValue(spec.options.contains("size") ? std::optional(whole("size", 64, 4, 1024))
                                                          : std::nullopt);
}

void DataPanel::checkPlace() {
    const DataSpec spec = partsOf(config_.spec);
    const bool missing = spec.place.empty();
    const bool inFolder = needsFolder(spec.kind), inFile = needsFile(spec.kind);
    setFieldProblem(folder_,
                    missing && inFolder ? tr("Choose the folder that holds the files.") : dataProblem_);
    setFieldProblem(file_, missing && inFile ? tr("Choose the table.") : dataProblem_);
    setFieldProblem(kind_, inFolder || inFile ? QString() : dataProblem_);
}

void DataPanel::showDataProblem(const QString& message) {
    dataProblem_ = message;
    checkPlace();
}

void DataPanel::setFolderChooser(PathChooser chooser) {
    folder_->setChooser(std::move(chooser));
}

void DataPanel::setFileChooser(PathChooser chooser) {
    file_->setChooser(std::move(chooser));
}

void DataPanel::takeKind() {
    const std::string kind = kind_->currentData().toString().toStdString();
    const auto known = specs_.find(kind);
    const DataSpec spec = known == specs_.end() ? freshSpec(kind) : known->second;
    edit([&](DataConfig& c) {
        c.spec = toString(spec);
        // What cannot be done to the new kind would only be refused.
        if (hasOption(spec, "noise") || hasOption(spec, "target")) c.augmentation = Augmentation::None;
    });
}

} // namespace cyclo::ui
