// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/RecipeText.h"

#include "core/data/DataSpec.h"
#include "core/schedules/PolicyKind.h"
#include "core/schedules/PolicyRange.h"
#include "ui/theme/Numbers.h"

#include <QFileInfo>
#include <QCoreApplication>
#include <QDir>

namespace cyclo::ui {

namespace {

struct RecipeText {
    Q_DECLARE_TR_FUNCTIONS(cyclo::ui::RecipeText)
};

QString range(double from, double to) {
    return formatShort(from) + QStringLiteral(" – ") + formatShort(to);
}

QString rangeText(const ValueRange& values) {
    return values.low == values.high ? formatShort(values.high) : range(values.low, values.high);
}

QString policySentence(const Policy& policy) {
    const auto& kind = kindOf(policy);
    const auto momenta = momentumRangeOf(policy);
    return RecipeText::tr("%1: %2. Learning rate %3, momentum %4.")
        .arg(policyText(kind.title), policyText(kind.summary), rangeText(lrRangeOf(policy)),
             momenta.low == momenta.high ? formatShort(momenta.high) : range(momenta.high, momenta.low));
}

QString summary(const ExperimentConfig& config, const QString& schedule) {
    const QStringList parts = {networkTitle(config.network), dataTitle(config.data.spec), schedule,
                               RecipeText::tr("batch %1").arg(config.batchSize)};
    return parts.join(QStringLiteral(" · "));
}

} // namespace

QString dataTitle(const std::string& spec) {
    const std::string kind = spec.substr(0, spec.find_first_of(":?"));
    if (kind == "glyphs") return RecipeText::tr("Glyphs");
    if (kind == "moons") return RecipeText::tr("Moons");
    if (kind == "circles") return RecipeText::tr("Circles");
    if (kind == "spirals") return RecipeText::tr("Spirals");
    if (kind == "blobs") return RecipeText::tr("Blobs");
    if (kind == "mnist") return RecipeText::tr("MNIST");
    if (kind == "fashion") return RecipeText::tr("Fashion-MNIST");
    if (kind == "cifar10") return RecipeText::tr("CIFAR-10");
    if (kind == "cifar100") return RecipeText::tr("CIFAR-100");
    if (kind == "csv" || kind == "images") {
        const QString place = QString::fromStdString(splitDataSpec(spec).place);
        return place.isEmpty() ? RecipeText::tr("Table") : QDir(place).dirName();
    }
    return QString::fromStdString(spec);
}

QString networkTitle(const std::string& spec) {
    if (spec == "lenet") return RecipeText::tr("LeNet");
    if (spec == "mlp:") return RecipeText::tr("Linear");
    if (spec.rfind("mlp:", 0) == 0)
        return RecipeText::tr("Perceptron %1").arg(QString::fromStdString(spec.substr(4)));
    if (spec.starts_with("resnet")) return RecipeText::tr("ResNet-%1").arg(QString::fromStdString(spec.substr(6)));
    if (spec.starts_with("wrn")) return RecipeText::tr("Wide ResNet %1").arg(QString::fromStdString(spec.substr(3)));
    if (spec.starts_with("net:")) return QFileInfo(QString::fromStdString(spec.substr(4))).fileName();
    return QString::fromStdString(spec);
}

QString lossName(FinderLoss loss) {
    return loss == FinderLoss::Validation ? RecipeText::tr("validation loss") : RecipeText::tr("training loss");
}

QString rangeTestTitle(const FinderConfig& finder, const std::string& network, const std::string& data) {
    const QString title = finder.loss == FinderLoss::Validation
                              ? RecipeText::tr("Validation loss against learning rate, %1, %2 on %3")
                              : RecipeText::tr("Loss against learning rate, %1, %2 on %3");
    const QString steps = RecipeText::tr("%1 steps").arg(formatCount(finder.steps));
    return title.arg(finder.seeds > 1 ? RecipeText::tr("%1, %2 seeds").arg(steps).arg(finder.seeds) : steps,
                     networkTitle(network), dataTitle(data));
}

QString policyTitle(const Policy& policy) {
    return policyName(policy) + QLatin1Char(' ') + rangeText(lrRangeOf(policy));
}

QString policyName(const Policy& policy) {
    const auto& kind = kindOf(policy);
    const bool isUsual = findPolicyKind(kind.name, {}) == &kind;
    return isUsual ? policyText(kind.title).section(QStringLiteral(" ("), 0, 0) : policyText(kind.title);
}

QString policyText(const std::string& text) {
    return QCoreApplication::translate("policies", text.c_str());
}

QString optimizerTitle(const OptimizerConfig& optimizer) {
    switch (optimizer.kind) {
    case OptimizerKind::Sgd:
        return RecipeText::tr("SGD");
    case OptimizerKind::Nesterov:
        return RecipeText::tr("Nesterov");
    case OptimizerKind::Adam:
        return RecipeText::tr("Adam");
    case OptimizerKind::AdamW:
        return RecipeText::tr("AdamW");
    }
    return {};
}

QString trainingSummary(const ExperimentConfig& config) {
    return summary(config, policyTitle(config.policy));
}

QString rangeTestSummary(const ExperimentConfig& config) {
    const QString text = summary(config, range(config.finder.lrMin, config.finder.lrMax));
    return config.finder.seeds > 1 ? text + RecipeText::tr(" · %1 seeds").arg(config.finder.seeds) : text;
}

QString recipeSentences(const ExperimentConfig& config) {
    const QString length = config.epochs == 1 ? RecipeText::tr("one epoch")
                                              : RecipeText::tr("%1 epochs").arg(formatCount(config.epochs));
    const QString what =
        RecipeText::tr("%1 on %2, %3 with batches of %4 and weight decay %5, for %6.")
            .arg(networkTitle(config.network), dataTitle(config.data.spec), optimizerTitle(config.optimizer),
                 formatCount(config.batchSize), formatShort(config.weightDecay), length);
    return what + QLatin1Char(' ') + policySentence(config.policy);
}

} // namespace cyclo::ui
