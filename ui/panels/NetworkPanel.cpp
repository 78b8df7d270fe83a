// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/NetworkPanel.h"

#include "core/network/NamedNetworks.h"
#include "core/persistence/NetworkDocument.h"
#include "ui/panels/Choice.h"
#include "ui/panels/IntegerSpinBox.h"

#include <QComboBox>
#include <QLineEdit>

#include <stdexcept>

namespace cyclo::ui {

namespace {

const QString kPerceptron = QStringLiteral("perceptron");
const QString kOther = QStringLiteral("other"); // the rest carry their spec

/// What a choice is called, and its spec.
struct Kind {
    const char* title;
    QString spec;
};

QList<Kind> kinds() {
    return {{QT_TR_NOOP("LeNet"), QStringLiteral("lenet")},
            {QT_TR_NOOP("Perceptron"), kPerceptron},
            {QT_TR_NOOP("Linear"), QStringLiteral("mlp:")},
            {QT_TR_NOOP("3-layer CNN"), QStringLiteral("cnn3")},
            {QT_TR_NOOP("Caffe's CIFAR-10 full"), QStringLiteral("cifar10-full")},
            {QT_TR_NOOP("ResNet-20"), QStringLiteral("resnet20")},
            {QT_TR_NOOP("ResNet-56"), QStringLiteral("resnet56")},
            {QT_TR_NOOP("Wide ResNet 16-4"), QStringLiteral("wrn16-4")},
            {QT_TR_NOOP("ResNet-18 (ImageNet)"), QStringLiteral("resnet18")},
            {QT_TR_NOOP("ResNet-50 (ImageNet)"), QStringLiteral("resnet50")},
            {QT_TR_NOOP("Other…"), kOther}};
}

QString kindOf(const std::string& spec) {
    if (spec.starts_with("mlp:") && spec != "mlp:") return kPerceptron;
    const QString text = QString::fromStdString(spec);
    for (const Kind& kind : kinds())
        if (kind.spec == text) return text;
    return kOther;
}

/// The network's own reader judges, so that the panel takes what a run takes.
bool isPerceptron(const std::string& spec) {
    try {
        networkFromSpec(spec, 2);
        return spec != "mlp:";
    } catch (const std::invalid_argument&) {
        return false;
    }
}

} // namespace

NetworkPanel::NetworkPanel(QWidget* parent) : Panel(parent) {
    createFields();
    connectSignals();
    show();
}

void NetworkPanel::createFields() {
    addTitle(tr("Network"));

    kind_ = new QComboBox;
    for (const Kind& kind : kinds())
        kind_->addItem(tr(kind.title), kind.spec);
    addField(tr("Network"), kind_,
             tr("LeNet: two convolutions and a hidden layer, as in Caffe. Perceptron: hidden layers with "
                "ReLU. Linear: one layer. The others are the networks of the papers. Default: LeNet."));

    widths_ = new QLineEdit(QStringLiteral("512,512"));
    addField(
        tr("Hidden widths"), widths_,
        tr("Units of each hidden layer, with commas: 512,512. Usually one to three layers of 64 to 1024."));

    spec_ = new QLineEdit;
    spec_->setPlaceholderText(QStringLiteral("net:FILE.json"));
    addField(tr("Written as"), spec_,
             tr("resnet32, resnet110, wrn28-10, mlp:512,512 and the like, or net:FILE.json for a network of "
                "your own: a list of layers."));

    batchSize_ = new IntegerSpinBox;
    batchSize_->setRange(1, 1'000'000);
    batchSize_->setStepping(IntegerSpinBox::Stepping::Doubling);
    addNumber(tr("Batch size"), batchSize_,
              tr("Samples in one step, usually 32 to 2048. Larger batches bear larger learning rates. "
                 "Default: 128."));

    optimizer_ = new QComboBox;
    optimizer_->addItem(tr("SGD"), static_cast<int>(OptimizerKind::Sgd));
    optimizer_->addItem(tr("Nesterov"), static_cast<int>(OptimizerKind::Nesterov));
    addField(tr("Optimizer"), optimizer_,
             tr("SGD with momentum, plain or with Nesterov's look ahead. Default: SGD, as in the papers."));

    seed_ = new IntegerSpinBox;
    addNumber(tr("Seed"), seed_,
              tr("Of the first weights and of the order of the samples. Same seed, same curve. Default: 1."));

    threads_ = new IntegerSpinBox;
    threads_->setRange(1, 1024);
    threads_->setSpecialText(tr("auto"));
    addNumber(tr("Threads"), threads_,
              tr("Of the engine. Auto, the default, takes all processors. A fixed number gives the same bits "
                 "on machines with more of them."));
}

void NetworkPanel::connectSignals() {
    connect(kind_, &QComboBox::activated, this, &NetworkPanel::takeKind);
    connect(widths_, &QLineEdit::editingFinished, this, &NetworkPanel::takeWidths);
    connect(spec_, &QLineEdit::editingFinished, this, &NetworkPanel::takeSpec);
    connect(optimizer_, &QComboBox::activated, this, [this] {
        edit([this](ExperimentConfig& c) {
            c.optimizer.kind = static_cast<OptimizerKind>(optimizer_->currentData().toInt());
        });
    });
    connect(batchSize_, &IntegerSpinBox::valueChanged, this, [this](quint64 size) {
        edit([size](ExperimentConfig& c) { c.batchSize = static_cast<std::int64_t>(size); });
    });
    connect(seed_, &IntegerSpinBox::valueChanged, this,
            [this](quint64 seed) { edit([seed](ExperimentConfig& c) { c.seed = seed; }); });
    const auto takeThreads = [this] {
        edit([this](ExperimentConfig& c) { c.threads = static_cast<int>(threads_->value()); });
    };
    connect(threads_, &IntegerSpinBox::valueChanged, this, takeThreads);
    connect(threads_, &IntegerSpinBox::unset, this, takeThreads);
}

template <typename Change> void NetworkPanel::edit(Change change) {
    const ExperimentConfig before = config_;
    change(config_);
    show();
    if (config_ != before) emit configChanged(config_);
}

void NetworkPanel::setConfig(const ExperimentConfig& config) {
    config_ = config;
    kind_->setCurrentIndex(0); // what was being written is no more
    show();
}

void NetworkPanel::show() {
    // "Other" stays in hand while its spec is being written.
    const bool isWriting = kind_->currentData().toString() == kOther && spec_->text().isEmpty();
    const QString kind = isWriting ? kOther : kindOf(config_.network);
    showChoice(*kind_, kind, static_cast<int>(kinds().size()));
    if (kind == kOther && !isWriting) {
        spec_->setText(QString::fromStdString(config_.network));
        setFieldProblem(spec_, {});
    }
    setFieldShown(spec_, kind == kOther);
    if (kind == kPerceptron) {
        widths_->setText(QString::fromStdString(config_.network.substr(4)));
        setFieldProblem(widths_, {});
    }
    setFieldShown(widths_, kind == kPerceptron);
    optimizer_->setCurrentIndex(optimizer_->findData(static_cast<int>(config_.optimizer.kind)));
    batchSize_->setValue(static_cast<quint64>(config_.batchSize));
    seed_->setValue(config_.seed);
    threads_->setOptionalValue(config_.threads == 0 ? std::nullopt
                                                    : std::optional(static_cast<quint64>(config_.threads)));
}

void NetworkPanel::takeKind() {
    const QString kind = kind_->currentData().toString();
    if (kind == kOther) {
        spec_->clear();
        show();
        spec_->setFocus();
        return;
    }
    const QString spec = kind == kPerceptron ? QStringLiteral("mlp:") + widths_->text() : kind;
    edit([&](ExperimentConfig& c) { setNetwork(c, spec.toStdString()); });
}

void NetworkPanel::takeSpec() {
    const std::string spec = spec_->text().trimmed().toStdString();
    if (spec.empty()) return;
    ExperimentConfig changed = config_;
    try {
        setNetwork(changed, spec);
    } catch (const std::exception& problem) { // std::invalid_argument or FileError
        setFieldProblem(spec_, QString::fromUtf8(problem.what()));
        return;
    }
    setFieldProblem(spec_, {});
    edit([&](ExperimentConfig& c) { c = changed; });
}

void NetworkPanel::takeWidths() {
    QString widths = widths_->text();
    widths.remove(QLatin1Char(' '));
    const std::string spec = "mlp:" + widths.toStdString();
    if (!isPerceptron(spec)) {
        setFieldProblem(widths_, tr("Write whole numbers from 1 to 65536 with commas, as in 512,512."));
        return;
    }
    setFieldProblem(widths_, {});
    edit([&](ExperimentConfig& c) { setNetwork(c, spec); });
}

} // namespace cyclo::ui
