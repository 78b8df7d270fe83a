// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>

namespace cyclo::ui {

/// The steps of the recipe, in order, and the page that takes them all in one go.
enum class PageId { Data, Network, LearningRate, Batch, Schedule, Decay, Train, Export, Tune };

inline constexpr std::array kPages = {PageId::Data,  PageId::Network,  PageId::LearningRate,
                                      PageId::Batch, PageId::Schedule, PageId::Decay,
                                      PageId::Train, PageId::Export,   PageId::Tune};

/// Their names in files, in the same order.
inline constexpr std::array kPageNames = {"data",         "network", "learning-rate", "batch", "schedule",
                                          "weight-decay", "train",   "export",        "tune"};
static_assert(kPageNames.size() == kPages.size());

} // namespace cyclo::ui
