// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/SweepPanel.h"

#include "ui/models/NumberText.h"
#include "ui/panels/IntegerSpinBox.h"
#include "ui/theme/Numbers.h"

#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QTableWidget>

#include <algorithm>
#include <stdexcept>

namespace cyclo::ui {

namespace {

QString textOf(const std::vector<double>& values) {
    QStringList words;
    for (const double value : values)
        words += formatShort(value).remove(QLatin1Char(',')); // of thousands
    return words.join(QStringLiteral(", "));
}

/// Nothing where a word is no number.
std::optional<std::vector<double>> valuesOf(const QString& text) {
    std::vector<double> values;
    for (const QString& word : text.split(QLatin1Char(','), Qt::SkipEmptyParts)) {
        const auto value = numberFromText(word);
        if (!value) return std::nullopt;
        values.push_back(*value);
    }
    return values;
}

QString titleOf(SweepKind kind) {
    switch (kind) {
    case SweepKind::BatchSize:
        return SweepPanel::tr("Batch sizes");
    case SweepKind::Momentum:
        return SweepPanel::tr("Momenta");
    case SweepKind::WeightDecay:
        return SweepPanel::tr("Weight decays");
    }
    return {};
}

QString helpOf(SweepKind kind) {
    switch (kind) {
    case SweepKind::BatchSize:
        return SweepPanel::tr("Batch sizes to try, with commas: 32, 64, 128. Each sees as many samples.");
    case SweepKind::Momentum:
        return SweepPanel::tr(
            "Momenta to try, with commas: 0.9, 0.95, 0.97, 0.99. Each is held for a whole run.");
    case SweepKind::WeightDecay:
        return SweepPanel::tr(
            "Decays to try, with commas: 0, 1e-5, 1e-4, 1e-3. Small networks bear larger ones.");
    }
    return {};
}

} // namespace

SweepPanel::SweepPanel(SweepKind kind, QWidget* parent)
    : Panel(parent), kind_(kind), values_(usualValues(kind)) {
    createFields();
    createTable();
}

void SweepPanel::createFields() {
    const bool decays = kind_ == SweepKind::WeightDecay;
    addTitle(titleOf(kind_));
    valuesField_ = new QLineEdit(textOf(values_));
    addField(tr("Values"), valuesField_, helpOf(kind_));
    connect(valuesField_, &QLineEdit::editingFinished, this, &SweepPanel::takeValues);
    if (decays) {
        mode_ = new QComboBox;
        mode_->addItem(tr("range tests"), static_cast<int>(SweepMode::RangeTests));
        mode_->addItem(tr("short runs"), static_cast<int>(SweepMode::ShortRuns));
        addField(
            tr("Try by"), mode_,
            tr("Range tests find learning rate and decay together: one curve a decay. Short runs "
               "take one after the other: learning rate first, at decay 0, then fixed while the decay is "
               "tried. Smith's paper has them sought together."));
        connect(mode_, &QComboBox::activated, this, [this] {
            setFieldShown(epochs_, modeOfRuns() == SweepMode::ShortRuns);
            emit settingsChanged();
        });
    }
    if (kind_ != SweepKind::BatchSize) {
        epochs_ = new IntegerSpinBox;
        epochs_->setRange(1, 100'000);
        epochs_->setValue(1);
        addNumber(tr("Epochs each"), epochs_, tr("Length of a short run. Default: 1."));
        setFieldShown(epochs_, modeOfRuns() == SweepMode::ShortRuns);
        connect(epochs_, &IntegerSpinBox::valueChanged, this, &SweepPanel::settingsChanged);
    }
    seeds_ = new IntegerSpinBox;
    seeds_->setRange(1, 100);
    seeds_->setValue(kind_ == SweepKind::BatchSize ? 2 : 1);
    addNumber(
        tr("Seeds"), seeds_,
        tr("Runs per value, each with weights and order of its own. More of them tell noise from effect; "
           "time grows with them."));
    connect(seeds_, &IntegerSpinBox::valueChanged, this, &SweepPanel::settingsChanged);
}

void SweepPanel::createTable() {
    words_ = new QLabel;
    words_->setWordWrap(true);
    words_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    addWide(words_);
    table_ = new QTableWidget;
    table_->setSelectionBehavior(QAbstractItemView::SelectRows);
    table_->setSelectionMode(QAbstractItemView::SingleSelection);
    table_->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table_->verticalHeader()->hide();
    table_->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    table_->setMouseTracking(true);
    table_->setTabKeyNavigation(false);
    table_->setAccessibleName(tr("What the sweep found"));
    table_->hide();
    addWide(table_);
    const auto valueAt = [this](int row) {
        return row >= 0 && row < rowValues_.size() ? std::optional(rowValues_.at(row)) : std::nullopt;
    };
    connect(table_, &QTableWidget::cellEntered, this, [=, this](int row) { emit rowEntered(valueAt(row)); });
    connect(table_, &QTableWidget::currentCellChanged, this,
            [=, this](int row) { emit rowEntered(valueAt(row)); });
    connect(table_, &QTableWidget::cellActivated, this, [=, this](int row) {
        if (const auto value = valueAt(row)) emit valueChosen(*value);
    });
}

void SweepPanel::takeValues() {
    const auto values = valuesOf(valuesField_->text());
    QString problem;
    if (!values) {
        problem = tr("Write numbers with commas, as in %1.").arg(textOf(usualValues(kind_)));
    } else {
        try {
            validate(SweepConfig{.kind = kind_, .mode = modeOfRuns(), .values = *values, .base = {}});
        } catch (const std::invalid_argument& refused) {
            problem = QString::fromUtf8(refused.what());
        }
    }
    setFieldProblem(valuesField_, problem);
    if (!problem.isEmpty() || *values == values_) return;
    values_ = *values;
    emit settingsChanged();
}

SweepMode SweepPanel::modeOfRuns() const {
    if (mode_) return static_cast<SweepMode>(mode_->currentData().toInt());
    return kind_ == SweepKind::Momentum ? SweepMode::ShortRuns : SweepMode::RangeTests;
}

SweepConfig SweepPanel::sweep(const ExperimentConfig& base) const {
    SweepConfig config{.kind = kind_,
                       .mode = modeOfRuns(),
                       .values = values_,
                       .seeds = static_cast<std::int64_t>(seeds_->value()),
                       .base = base};
    config.base.init.clear(); // each seed has weights of its own
    if (epochs_) {
        config.base.epochs = static_cast<std::int64_t>(epochs_->value());
        if (!std::holds_alternative<SmithOneCycle>(base.policy)) config.base.policy = SmithOneCycle{};
    }
    return config;
}

void SweepPanel::showTable(const SweepTable& table) {
    const QSignalBlocker quiet(table_);
    words_->setText(table.words);
    rowValues_.clear();
    table_->setColumnCount(static_cast<int>(table.columns.size()));
    table_->setHorizontalHeaderLabels(table.columns);
    table_->setRowCount(static_cast<int>(table.rows.size()));
    for (int row = 0; row < table_->rowCount(); ++row) {
        const SweepTable::Row& from = table.rows.at(row);
        rowValues_.append(from.value);
        for (int column = 0; column < table_->columnCount(); ++column) {
            auto* item = new QTableWidgetItem(from.cells.value(column));
            item->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
            QFont font = item->font();
            font.setBold(table.best == from.value);
            item->setFont(font);
            table_->setItem(row, column, item);
        }
    }
    table_->setVisible(!table.rows.isEmpty());
    table_->setFixedHeight(table_->horizontalHeader()->sizeHint().height() +
                           table_->rowCount() * table_->verticalHeader()->defaultSectionSize() + 4);
}

void SweepPanel::highlight(std::optional<double> value) {
    const QSignalBlocker quiet(table_);
    const auto row = value ? rowValues_.indexOf(*value) : -1;
    if (row < 0)
        table_->clearSelection();
    else
        table_->selectRow(static_cast<int>(row));
}

} // namespace cyclo::ui
