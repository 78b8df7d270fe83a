// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>

namespace cyclo::ui {

/// The steps of the recipe, in order.
enum class PageId { Data, Network, LearningRate, Schedule, Train, Export };

inline constexpr std::array kPages = {PageId::Data,     PageId::Network, PageId::LearningRate,
                                      PageId::Schedule, PageId::Train,   PageId::Export};

} // namespace cyclo::ui
