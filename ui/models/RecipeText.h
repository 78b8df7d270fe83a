// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/experiments/ExperimentConfig.h"

#include <QString>

namespace cyclo::ui {

/// A configuration in words, for summaries, tables and chart titles.

QString dataTitle(const std::string& spec);    ///< "Glyphs", "MNIST", "Fashion-MNIST"; else the spec
QString networkTitle(const std::string& spec); ///< "LeNet", "Perceptron 512,512", "Linear"; else the spec
QString policyTitle(const Policy& policy); ///< "1cycle 0.01 – 0.1", "constant 0.01", "sweep 1e-5 – 10"
QString policyName(const Policy& policy);  ///< "1cycle", "1cycle (PyTorch)": without its numbers
QString
policyText(const std::string& text); ///< a text of the tables of policies, in the language of the window
QString optimizerTitle(const OptimizerConfig& optimizer); ///< "SGD", "Nesterov", "Adam", "AdamW"
QString lossName(FinderLoss loss);                     ///< "training loss", "validation loss"

/// "Loss against learning rate, 100 steps, 3 seeds, LeNet on MNIST"; one seed is not said, validation is.
/// @param network, data  specs
QString rangeTestTitle(const FinderConfig& finder, const std::string& network, const std::string& data);

/// "LeNet · MNIST · 1cycle 0.01 – 0.1 · batch 512", for one line of a table.
QString trainingSummary(const ExperimentConfig& config);
/// "LeNet · MNIST · 1e-5 – 10 · batch 512", with " · 3 seeds" behind it where there are several
QString rangeTestSummary(const ExperimentConfig& config);

/// What a training run will do, in sentences.
QString recipeSentences(const ExperimentConfig& config);

} // namespace cyclo::ui
