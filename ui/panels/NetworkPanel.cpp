// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/NetworkPanel.h"

#include "core/network/NamedNetworks.h"
#include "ui/panels/Choice.h"
#include "ui/panels/IntegerSpinBox.h"

#include <QComboBox>
#include <QLineEdit>

#include <stdexcept>

namespace cyclo::ui {

namespace {

constexpr int kKinds = 3;
const QString kPerceptron = QStringLiteral("perceptron"); // the others carry their spec

QString kindOf(const std::string& spec) {
    if (spec.rfind("mlp:", 0) == 0 && spec != "mlp:") return kPerceptron;
    return QString::fromStdString(spec);
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
    kind_->addItem(tr("LeNet"), QStringLiteral("lenet"));
    kind_->addItem(tr("Perceptron"), kPerceptron);
    kind_->addItem(tr("Linear"), QStringLiteral("mlp:"));
    addField(tr("Network"), kind_,
             tr("LeNet: two convolutions and a hidden layer, as in Caffe. Perceptron: hidden layers with "
                "ReLU. Linear: "
                "one layer. Default: LeNet."));

    widths_ = new QLineEdit(QStringLiteral("512,512"));
    addField(
        tr("Hidden widths"), widths_,
        tr("Units of each hidden layer, with commas: 512,512. Usually one to three layers of 64 to 1024."));

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
    show();
}

void NetworkPanel::show() {
    const QString kind = kindOf(config_.network);
    showChoice(*kind_, kind, kKinds);
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
    const QString spec = kind == kPerceptron ? QStringLiteral("mlp:") + widths_->text() : kind;
    edit([&](ExperimentConfig& c) { c.network = spec.toStdString(); });
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
    edit([&](ExperimentConfig& c) { c.network = spec; });
}

} // namespace cyclo::ui
