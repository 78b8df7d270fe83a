// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/PolicyFieldEditor.h"

#include "core/persistence/FileError.h"
#include "core/persistence/PhasesJson.h"
#include "ui/models/RecipeText.h"
#include "ui/panels/IntegerSpinBox.h"
#include "ui/panels/ScientificSpinBox.h"
#include "ui/panels/ShareListField.h"
#include "ui/theme/Numbers.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFileDialog>
#include <QPushButton>

#include <cmath>
#include <utility>

namespace cyclo::ui {

namespace {

using End = ScientificSpinBox::End;

constexpr quint64 kMostCount = 1'000'000'000'000;
constexpr double kMomentumStep = 0.01;
constexpr double kShareStep = 0.05;

void setRange(ScientificSpinBox& box, const Interval& range) {
    box.setMinimum(range.from, range.fromOpen ? End::Open : End::Closed);
    if (std::isfinite(range.to))
        box.setMaximum(range.to, range.toOpen ? End::Open : End::Closed);
    else
        box.clearMaximum();
    if (range == kMomentumRange) box.setLinearStep(kMomentumStep);
    if (range == kShareRange || range == kInnerShareRange) box.setLinearStep(kShareStep);
}

template <class Value> std::optional<Value> held(const std::optional<FieldValue>& value) {
    return value ? std::optional(std::get<Value>(*value)) : std::nullopt;
}

} // namespace

PolicyFieldEditor::PolicyFieldEditor(FieldType type, Edited edited, QObject* parent)
    : QObject(parent), edited_(std::move(edited)) {
    switch (type) {
    case FieldType::Number:
        createNumber();
        break;
    case FieldType::Count:
        createCount();
        break;
    case FieldType::Flag:
        createFlag();
        break;
    case FieldType::Word:
        createWord();
        break;
    case FieldType::Shares:
        createShares();
        break;
    case FieldType::Phases:
        createPhases();
        break;
    }
}

void PolicyFieldEditor::show(const PolicyField& field, const std::optional<FieldValue>& value) {
    // Only for another policy: what is being typed would be thrown away.
    if (described_ != &field && describe_) describe_(field);
    described_ = &field;
    show_(value);
}

void PolicyFieldEditor::createNumber() {
    auto* box = new ScientificSpinBox;
    widget_ = number_ = box;
    connect(box, &ScientificSpinBox::valueChanged, this, [this](double v) { edited_(FieldValue(v)); });
    connect(box, &ScientificSpinBox::unset, this, [this] { edited_(std::nullopt); });
    describe_ = [box](const PolicyField& field) {
        setRange(*box, field.range);
        box->setSpecialText(policyText(field.leftOut));
    };
    show_ = [box](const auto& value) { box->setOptionalValue(held<double>(value)); };
}

void PolicyFieldEditor::createCount() {
    auto* box = new IntegerSpinBox;
    widget_ = number_ = box;
    box->setStepping(IntegerSpinBox::Stepping::OneTwoFive);
    connect(box, &IntegerSpinBox::valueChanged, this,
            [this](quint64 v) { edited_(FieldValue(static_cast<std::int64_t>(v))); });
    connect(box, &IntegerSpinBox::unset, this, [this] { edited_(std::nullopt); });
    describe_ = [box](const PolicyField& field) {
        box->setRange(static_cast<quint64>(field.range.from), kMostCount);
        box->setSpecialText(policyText(field.leftOut));
    };
    show_ = [box](const std::optional<FieldValue>& value) {
        const auto count = held<std::int64_t>(value);
        box->setOptionalValue(count ? std::optional(static_cast<quint64>(*count)) : std::nullopt);
    };
}

void PolicyFieldEditor::createFlag() {
    auto* box = new QCheckBox;
    widget_ = box;
    connect(box, &QCheckBox::clicked, this, [this](bool on) { edited_(FieldValue(on)); });
    show_ = [box](const std::optional<FieldValue>& value) {
        box->setChecked(held<bool>(value).value_or(false));
    };
}

void PolicyFieldEditor::createWord() {
    auto* box = new QComboBox;
    widget_ = box;
    connect(box, &QComboBox::activated, this,
            [this, box] { edited_(FieldValue(box->currentData().toString().toStdString())); });
    describe_ = [box](const PolicyField& field) {
        box->clear();
        for (const auto& word : field.words)
            box->addItem(policyText(word), QString::fromStdString(word));
    };
    show_ = [box](const std::optional<FieldValue>& value) {
        box->setCurrentIndex(box->findData(QString::fromStdString(held<std::string>(value).value_or(""))));
    };
}

void PolicyFieldEditor::createShares() {
    auto* list = new ShareListField;
    widget_ = number_ = list;
    connect(list, &ShareListField::valueChanged, this,
            [this](const std::vector<double>& v) { edited_(FieldValue(v)); });
    show_ = [list](const std::optional<FieldValue>& value) {
        list->setValue(held<std::vector<double>>(value).value_or(std::vector<double>()));
    };
}

void PolicyFieldEditor::createPhases() {
    auto* button = new QPushButton;
    widget_ = button;
    connect(button, &QPushButton::clicked, this, &PolicyFieldEditor::openPhases);
    show_ = [button](const std::optional<FieldValue>& value) {
        const Phases phases{held<std::vector<Phase>>(value).value_or(std::vector<Phase>())};
        button->setText(phases.phases.empty()
                            ? tr("Open a file…")
                            : tr("%1 phases, %2 steps")
                                  .arg(formatCount(static_cast<qint64>(phases.phases.size())),
                                       formatCount(totalStepsOf(phases))));
    };
}

void PolicyFieldEditor::openPhases() {
    const QString path = QFileDialog::getOpenFileName(widget_, tr("Open a list of phases"), {},
                                                      tr("JSON files (*.json);;All files (*)"));
    if (path.isEmpty()) return;
    try {
        edited_(FieldValue(loadPhases(path.toStdString())));
    } catch (const FileError& error) {
        emit refused(QString::fromUtf8(error.what()));
    }
}

} // namespace cyclo::ui
