// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/SchedulePanel.h"

#include "ui/models/NumberText.h"
#include "ui/models/RecipeText.h"
#include "ui/panels/Choice.h"
#include "ui/panels/IntegerSpinBox.h"
#include "ui/panels/PolicyFieldEditor.h"
#include "ui/panels/ScientificSpinBox.h"
#include "ui/theme/Numbers.h"

#include <QComboBox>
#include <QLabel>
#include <QRegularExpression>

#include <algorithm>
#include <stdexcept>

namespace cyclo::ui {

namespace {

constexpr quint64 kMostEpochs = 1'000'000;
constexpr std::int64_t kAnyLength = 1'000'000; ///< to check settings before the length is known

/// "onecycle/torch"; the usual flavour and policies without one are the name alone.
QString wordOf(const PolicyKind& kind) {
    const QString name = QString::fromStdString(kind.name);
    const bool isUsual = findPolicyKind(kind.name, {}) == &kind;
    return isUsual ? name : name + QLatin1Char('/') + QString::fromStdString(kind.flavour);
}

QString optionOf(const PolicyField& field) {
    return QString::fromStdString(field.key).replace(QLatin1Char('_'), QLatin1Char('-'));
}

/// The same sentence with the fields as the panel names them.
QString inLabels(QString sentence, std::vector<PolicyField> fields) {
    std::ranges::sort(fields, std::ranges::greater(), [](const PolicyField& f) { return f.key.size(); });
    for (const auto& field : fields) {
        const QRegularExpression word(QStringLiteral("(?<![\\w-])%1(?![\\w-])").arg(optionOf(field)));
        sentence.replace(word, policyText(field.label));
    }
    return sentence;
}

QString toolTipOf(const PolicyField& field) {
    QString text = policyText(field.help);
    text[0] = text[0].toUpper();
    if (!field.leftOut.empty())
        text += SchedulePanel::tr(". Empty: %1, the default").arg(policyText(field.leftOut));
    return text + QLatin1Char('.');
}

QString problemOfSchedule(const ExperimentConfig& config, std::int64_t totalSteps) {
    try {
        validate({config.policy, config.weightDecay}, totalSteps);
        return {};
    } catch (const std::invalid_argument& error) {
        return QString::fromUtf8(error.what());
    }
}

std::int64_t lengthToCheck(const ExperimentConfig& config, std::int64_t stepsPerEpoch) {
    if (stepsPerEpoch > 0 && config.epochs > 0) return config.epochs * stepsPerEpoch;
    const auto* phases = std::get_if<Phases>(&config.policy);
    return phases ? std::max<std::int64_t>(1, totalStepsOf(*phases)) : kAnyLength;
}

} // namespace

SchedulePanel::SchedulePanel(QWidget* parent) : Panel(parent) {
    addTitle(tr("Schedule"));
    createKinds();
    createPolicyFields();
    createRunFields();
    connectSignals();
    show();
}

void SchedulePanel::createKinds() {
    kind_ = new QComboBox;
    for (const bool isOneCycle : {true, false}) {
        for (const auto& kind : policyKinds()) {
            if ((kind.name == "onecycle") == isOneCycle) kind_->addItem(policyText(kind.title), wordOf(kind));
        }
    }
    kind_->setMaxVisibleItems(kind_->count());
    addField(tr("Policy"), kind_,
             tr("How learning rate and momentum move over the run. Default: 1cycle (Smith)."));
}

/// One row for each key, momenta last; rows that the chosen policy does not have are hidden.
void SchedulePanel::createPolicyFields() {
    for (const bool isMomentum : {false, true}) {
        for (const auto& kind : policyKinds()) {
            for (const auto& field : kind.fields) {
                const bool isOne = QString::fromStdString(field.key).endsWith(QLatin1String("momentum"));
                if (isOne == isMomentum && !editors_.contains(field.key)) addPolicyField(field);
            }
        }
    }
}

void SchedulePanel::addPolicyField(const PolicyField& field) {
    const auto take = [this, key = field.key](const std::optional<FieldValue>& value) {
        takeField(key, value);
    };
    auto* editor = new PolicyFieldEditor(field.type, take, this);
    editors_[field.key] = editor;
    const auto place = field.seldom ? Place::UnderMore : Place::Shown;
    if (editor->number())
        addNumber(policyText(field.label), editor->number(), toolTipOf(field), place);
    else
        addField(policyText(field.label), editor->widget(), toolTipOf(field), place);
    connect(editor, &PolicyFieldEditor::refused, this,
            [this, key = field.key](const QString& sentence) { setProblemOf(key, sentence); });
}

void SchedulePanel::createRunFields() {
    epochs_ = new IntegerSpinBox;
    epochs_->setRange(1, kMostEpochs);
    addNumber(tr("Epochs"), epochs_, tr("Passes over the training set, usually 1 to 100. Default: 5."));
    weightDecay_ = new ScientificSpinBox;
    weightDecay_->setMinimum(0.0);
    addNumber(tr("Weight decay"), weightDecay_,
              tr("Pull of every weight towards 0: 0, or 1e-5 to 1e-3; large learning rates want small ones. "
                 "Default: 0."));
    length_ = new QLabel;
    length_->setProperty("role", "note");
    length_->setWordWrap(true);
    addWide(length_);
}

void SchedulePanel::connectSignals() {
    connect(kind_, &QComboBox::activated, this, &SchedulePanel::takeKind);
    connect(epochs_, &IntegerSpinBox::valueChanged, this, [this](quint64 epochs) {
        edit([epochs](ExperimentConfig& c) { c.epochs = static_cast<std::int64_t>(epochs); });
    });
    connect(weightDecay_, &ScientificSpinBox::valueChanged, this,
            [this](double v) { edit([v](ExperimentConfig& c) { c.weightDecay = v; }); });
}

template <typename Change> void SchedulePanel::edit(Change change) {
    const ExperimentConfig before = config_;
    change(config_);
    show();
    if (config_ != before) emit configChanged(config_);
}

void SchedulePanel::setConfig(const ExperimentConfig& config) {
    config_ = config;
    show();
}

void SchedulePanel::setStepsPerEpoch(std::int64_t stepsPerEpoch) {
    stepsPerEpoch_ = stepsPerEpoch;
    show();
}

void SchedulePanel::takeKind() {
    for (const auto& kind : policyKinds()) {
        if (wordOf(kind) != kind_->currentData().toString()) continue;
        const auto kept = kept_.find(kind.defaults.index());
        const Policy policy = kept == kept_.end() ? kind.defaults : kept->second;
        edit([&](ExperimentConfig& c) { c.policy = policy; });
        return;
    }
}

void SchedulePanel::takeField(const std::string& key, const std::optional<FieldValue>& value) {
    edit([&](ExperimentConfig& c) {
        if (const auto* field = kindOf(c.policy).find(key)) field->set(c.policy, value);
    });
}

void SchedulePanel::show() {
    kept_[config_.policy.index()] = config_.policy;
    showPolicy();
    epochs_->setValue(static_cast<quint64>(config_.epochs));
    weightDecay_->setValue(config_.weightDecay);
    showLength();
    checkPolicy();
}

void SchedulePanel::showPolicy() {
    const auto& kind = kindOf(config_.policy);
    showChoice(*kind_, wordOf(kind), static_cast<int>(policyKinds().size()));
    for (const auto& [key, editor] : editors_) {
        const auto* field = kind.find(key);
        if (field) editor->show(*field, field->get(config_.policy));
        if (field) editor->widget()->setToolTip(toolTipOf(*field));
        setFieldShown(editor->widget(), field && field->isUsed(config_.policy));
    }
}

void SchedulePanel::showLength() {
    length_->setText(stepsPerEpoch_ > 0 ? tr("%1 steps = %2 epochs × %3 steps")
                                              .arg(formatCount(config_.epochs * stepsPerEpoch_),
                                                   formatCount(config_.epochs), formatCount(stepsPerEpoch_))
                                        : tr("The number of steps is known once the data are open."));
}

void SchedulePanel::setProblemOf(const std::string& key, const QString& problem) {
    const auto* editor = editors_.at(key);
    if (editor->number())
        editor->number()->setOuterProblem(problem);
    else
        setFieldProblem(editor->widget(), problem);
}

/// Says what the schedule refuses beside the field that its sentence begins with; what is nobody's fault
/// alone stands under the policy. Weight decay speaks for itself.
void SchedulePanel::checkPolicy() {
    const auto& fields = kindOf(config_.policy).fields;
    const QString wrong = problemOfSchedule(config_, lengthToCheck(config_, stepsPerEpoch_));
    const QString culprit = wrong.section(QLatin1Char(' '), 0, 0);
    const auto found = std::ranges::find(fields, culprit, optionOf);
    const QString said = inLabels(wrong, fields);
    for (const auto& [key, editor] : editors_)
        setProblemOf(key, found != fields.end() && found->key == key ? said : QString());
    const bool isNobodys = found == fields.end() && culprit != QLatin1String("wd");
    setFieldProblem(kind_, isNobodys ? said : QString());
}

} // namespace cyclo::ui
