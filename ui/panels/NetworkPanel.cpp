// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/NetworkPanel.h"

#include "core/network/NamedNetworks.h"
#include "core/persistence/NetworkDocument.h"
#include "ui/panels/Choice.h"
#include "ui/panels/IntegerSpinBox.h"
#include "ui/panels/PathRow.h"
#include "ui/panels/ScientificSpinBox.h"

#include <QComboBox>
#include <QFileDialog>
#include <QLineEdit>
#include <QStandardItemModel>

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

template <class Enum> void addChoice(QComboBox& box, const QString& text, Enum value) {
    box.addItem(text, static_cast<int>(value));
}
template <class Enum> Enum chosen(const QComboBox& box) {
    return static_cast<Enum>(box.currentData().toInt());
}
template <class Enum> void showChosen(QComboBox& box, Enum value) {
    box.setCurrentIndex(box.findData(static_cast<int>(value)));
}

QString askForWeights(QWidget* parent, const QString& start) {
    return QFileDialog::getOpenFileName(parent, NetworkPanel::tr("Weights to start from"), start,
                                        NetworkPanel::tr("Weights (*.safetensors);;All files (*)"));
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
    addChoice(*optimizer_, tr("SGD"), OptimizerKind::Sgd);
    addChoice(*optimizer_, tr("Nesterov"), OptimizerKind::Nesterov);
    addChoice(*optimizer_, tr("Adam"), OptimizerKind::Adam);
    addChoice(*optimizer_, tr("AdamW"), OptimizerKind::AdamW);
    addField(
        tr("Optimizer"), optimizer_,
        tr("SGD with momentum, plain or with Nesterov's look ahead; Adam, or AdamW with decoupled weight "
           "decay, whose β1 is the momentum. Adam wants learning rates around 1e-3. Default: SGD, as in "
           "the papers."));

    seed_ = new IntegerSpinBox;
    addNumber(tr("Seed"), seed_,
              tr("Of the first weights and of the order of the samples. Same seed, same curve. Default: 1."));

    precision_ = new QComboBox;
    addChoice(*precision_, tr("f32"), Precision::F32);
    addChoice(*precision_, tr("bf16"), Precision::Bf16);
    const bool fast = isFast(Precision::Bf16);
    // Not to be chosen where it would be refused, but shown where a file says it.
    qobject_cast<QStandardItemModel*>(precision_->model())->item(1)->setEnabled(fast);
    addField(
        tr("Precision"), precision_,
        tr("Of activations and products; weights and their update are f32 in any case. bf16 keeps 8 bits "
           "of each number and is up to twice as fast; it wants AVX-512 BF16 or AMX, which this "
           "processor %1. Default: f32.")
            .arg(fast ? tr("has") : tr("has not")));

    threads_ = new IntegerSpinBox;
    threads_->setRange(1, 1024);
    threads_->setSpecialText(tr("auto"));
    addNumber(tr("Threads"), threads_,
              tr("Of the engine. Auto, the default, takes all processors. A fixed number gives the same bits "
                 "on machines with more of them."));
    createOptimizerFields();
    init_ = new PathRow(tr("Start weights"), tr("Choose the weights"), askForWeights);
    addField(tr("Start weights"), init_,
             tr("A safetensors file that range tests and trainings start from, one that was saved here or by "
                "another program. Empty, the default: weights made from the seed. Sweeps and Tune start from "
                "seeds in any case."),
             Place::UnderMore);
}

void NetworkPanel::createOptimizerFields() {
    using End = ScientificSpinBox::End;
    decayMode_ = new QComboBox;
    addChoice(*decayMode_, tr("coupled"), WeightDecayMode::Coupled);
    addChoice(*decayMode_, tr("decoupled"), WeightDecayMode::Decoupled);
    addField(tr("Weight decay"), decayMode_,
             tr("Coupled: L2 in the gradient, as in PyTorch's SGD and Adam. Decoupled: beside the step. A "
                "value picked under one is wrong under the other. Default: coupled."),
             Place::UnderMore);
    momentumForm_ = new QComboBox;
    addChoice(*momentumForm_, tr("PyTorch's"), MomentumForm::PyTorch);
    addChoice(*momentumForm_, tr("Caffe's"), MomentumForm::Caffe);
    addField(
        tr("Momentum form"), momentumForm_,
        tr("Learning rate outside the velocity (PyTorch) or inside (Caffe, as the papers ran). They differ "
           "while the learning rate moves. Default: PyTorch's."),
        Place::UnderMore);
    beta2_ = new ScientificSpinBox;
    beta2_->setMinimum(0.0);
    beta2_->setMaximum(1.0, End::Open);
    beta2_->setLinearStep(0.001);
    addNumber(tr("β2"), beta2_, tr("Memory of Adam's second moment, usually 0.98 to 0.999. Default: 0.999."),
              Place::UnderMore);
    eps_ = new ScientificSpinBox;
    eps_->setMinimum(1e-30);
    eps_->setMaximum(1.0);
    addNumber(tr("eps"), eps_, tr("Beside the root of Adam's second moment. Default: 1e-8."),
              Place::UnderMore);
    clipNorm_ = new ScientificSpinBox;
    clipNorm_->setMinimum(0.0, End::Open);
    clipNorm_->setSpecialText(tr("never"));
    addNumber(
        tr("Clip norm"), clipNorm_,
        tr("A gradient whose L2 norm over all parameters is longer is shortened to this; usually 0.1 to "
           "10. Empty: never, the default."),
        Place::UnderMore);
}

void NetworkPanel::connectSignals() {
    connect(kind_, &QComboBox::activated, this, &NetworkPanel::takeKind);
    connect(widths_, &QLineEdit::editingFinished, this, &NetworkPanel::takeWidths);
    connect(spec_, &QLineEdit::editingFinished, this, &NetworkPanel::takeSpec);
    connectOptimizer();
    connect(batchSize_, &IntegerSpinBox::valueChanged, this, [this](quint64 size) {
        edit([size](ExperimentConfig& c) { c.batchSize = static_cast<std::int64_t>(size); });
    });
    connect(seed_, &IntegerSpinBox::valueChanged, this,
            [this](quint64 seed) { edit([seed](ExperimentConfig& c) { c.seed = seed; }); });
    connect(precision_, &QComboBox::activated, this,
            [this] { edit([this](ExperimentConfig& c) { c.precision = chosen<Precision>(*precision_); }); });
    const auto takeThreads = [this] {
        edit([this](ExperimentConfig& c) { c.threads = static_cast<int>(threads_->value()); });
    };
    connect(init_, &PathRow::pathEntered, this, [this](const QString& path) {
        edit([&path](ExperimentConfig& c) { c.init = path.toStdString(); });
    });
    connect(threads_, &IntegerSpinBox::valueChanged, this, takeThreads);
    connect(threads_, &IntegerSpinBox::unset, this, takeThreads);
}

void NetworkPanel::connectOptimizer() {
    connect(optimizer_, &QComboBox::activated, this, [this] {
        edit([this](ExperimentConfig& c) {
            const auto clipNorm = c.optimizer.clipNorm;
            c.optimizer = usualConfig(chosen<OptimizerKind>(*optimizer_));
            c.optimizer.clipNorm = clipNorm;
        });
    });
    connect(decayMode_, &QComboBox::activated, this, [this] {
        edit([this](ExperimentConfig& c) {
            c.optimizer.weightDecayMode = chosen<WeightDecayMode>(*decayMode_);
        });
    });
    connect(momentumForm_, &QComboBox::activated, this, [this] {
        edit(
            [this](ExperimentConfig& c) { c.optimizer.momentumForm = chosen<MomentumForm>(*momentumForm_); });
    });
    connect(beta2_, &ScientificSpinBox::valueChanged, this,
            [this](double value) { edit([value](ExperimentConfig& c) { c.optimizer.beta2 = value; }); });
    connect(eps_, &ScientificSpinBox::valueChanged, this,
            [this](double value) { edit([value](ExperimentConfig& c) { c.optimizer.eps = value; }); });
    const auto takeClipNorm = [this] {
        edit([this](ExperimentConfig& c) { c.optimizer.clipNorm = clipNorm_->optionalValue(); });
    };
    connect(clipNorm_, &ScientificSpinBox::valueChanged, this, takeClipNorm);
    connect(clipNorm_, &ScientificSpinBox::unset, this, takeClipNorm);
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
    showOptimizer();
    batchSize_->setValue(static_cast<quint64>(config_.batchSize));
    seed_->setValue(config_.seed);
    showChosen(*precision_, config_.precision);
    init_->setPath(QString::fromStdString(config_.init));
    threads_->setOptionalValue(config_.threads == 0 ? std::nullopt
                                                    : std::optional(static_cast<quint64>(config_.threads)));
}

void NetworkPanel::showOptimizer() {
    const OptimizerConfig& optimizer = config_.optimizer;
    showChosen(*optimizer_, optimizer.kind);
    showChosen(*decayMode_, optimizer.weightDecayMode);
    showChosen(*momentumForm_, optimizer.momentumForm);
    beta2_->setValue(optimizer.beta2);
    eps_->setValue(optimizer.eps);
    clipNorm_->setOptionalValue(optimizer.clipNorm);
    setFieldShown(decayMode_, optimizer.kind != OptimizerKind::AdamW); // which is decoupled by its name
    setFieldShown(momentumForm_, !isAdam(optimizer.kind));
    setFieldShown(beta2_, isAdam(optimizer.kind));
    setFieldShown(eps_, isAdam(optimizer.kind));
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
